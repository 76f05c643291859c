package glomers.bench.story;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells how things went wrong, out of what a run left. */
public final class Stories {

  private static final int MAX_OF_A_TYPE = 3;
  private static final int MAX_TOLD = 12;
  private static final int MAX_SMALL_OPERATIONS = 25;
  private static final int MAX_SMALL_MESSAGES = 60;
  private static final int MAX_SMALL_LINES = 40;
  private static final int MAX_TINY_OPERATIONS = 8;
  private static final int MAX_TINY_MESSAGES = 5_000;
  private static final int MAX_LINES_OF_MORE = 14;

  private Stories() {}

  /**
   * A story for each anomaly, in their order. Of many of one type only the first few are told.
   *
   * @param messages what was sent, in the order of sending; may be empty if nobody kept it
   */
  public static List<Story> of(
      List<Anomaly> anomalies,
      List<Operation> history,
      List<TracedMessage> messages,
      List<FaultEvent> faults) {
    Map<AnomalyType, Integer> told = new HashMap<>();
    List<Story> stories = new ArrayList<>();
    int count = 0;
    for (Anomaly anomaly : anomalies) {
      boolean isTold =
          count < MAX_TOLD && told.merge(anomaly.kind(), 1, Integer::sum) <= MAX_OF_A_TYPE;
      count += isTold ? 1 : 0;
      stories.add(isTold ? of(anomaly, history, messages, faults) : Story.untold(anomaly));
    }
    return List.copyOf(stories);
  }

  /** The story of one anomaly: of the whole run if that is small, else of what it is about. */
  public static Story of(
      Anomaly anomaly,
      List<Operation> history,
      List<TracedMessage> messages,
      List<FaultEvent> faults) {
    boolean isTiny = isTiny(history) && messages.size() <= MAX_TINY_MESSAGES;
    if (isTiny || isSmall(history, messages)) {
      Story whole = ofRun(anomaly, history, messages, faults);
      if (whole.lines().size() <= (isTiny ? MAX_SMALL_LINES : MAX_LINES_OF_MORE)) {
        return whole;
      }
    }
    return ofValue(anomaly, history, messages, faults);
  }

  /**
   * Whether so little was asked that nothing of it may be left out: somebody made the run small.
   */
  static boolean isTiny(List<Operation> history) {
    return history.stream().filter(operation -> !operation.isFinal()).count()
        <= MAX_TINY_OPERATIONS;
  }

  /** Whether a run is small enough to be told and drawn as a whole. */
  public static boolean isSmall(List<Operation> history, List<TracedMessage> messages) {
    return history.stream().filter(operation -> !operation.isFinal()).count()
            <= MAX_SMALL_OPERATIONS
        && messages.stream().filter(message -> !message.involvesClient()).count()
            <= MAX_SMALL_MESSAGES;
  }

  /**
   * The story of a small run: all that clients asked, all faults, and the messages that matter, in
   * the order of time. What says nothing about the anomaly is summed up.
   */
  public static Story ofRun(
      Anomaly anomaly,
      List<Operation> history,
      List<TracedMessage> messages,
      List<FaultEvent> faults) {
    return new RunStory(new Facts(history, faults, anomaly), messages).tell();
  }

  /**
   * The life of what the anomaly is about, in any run: who wrote it, which messages carried it
   * where, which of those never arrived or came too late, and what the nodes answered in the end.
   */
  public static Story ofValue(
      Anomaly anomaly,
      List<Operation> history,
      List<TracedMessage> messages,
      List<FaultEvent> faults) {
    return new ValueStory(new Facts(history, faults, anomaly), messages).tell();
  }
}
