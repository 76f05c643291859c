package glomers.bench.story;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import java.util.ArrayList;
import java.util.List;

/** A run that a test makes up, step by step; times in milliseconds. */
final class Scenes {

  private static final long MILLI = 1_000_000;

  private final List<Operation> history = new ArrayList<>();
  private final List<TracedMessage> messages = new ArrayList<>();
  private final List<FaultEvent> faults = new ArrayList<>();

  Scenes asked(
      int atMillis, int process, String node, String function, String input, String output) {
    return operation(atMillis, process, node, function, input, output, false);
  }

  Scenes askedInTheEnd(
      int atMillis, int process, String node, String function, String input, String output) {
    return operation(atMillis, process, node, function, input, output, true);
  }

  private Scenes operation(
      int atMillis,
      int process,
      String node,
      String function,
      String input,
      String output,
      boolean isFinal) {
    history.add(
        new Operation(
            history.size(),
            process,
            node,
            function,
            Json.parse(input),
            atMillis * MILLI,
            Outcome.OK,
            (atMillis + 1) * MILLI,
            Json.parse(output),
            "",
            isFinal));
    return this;
  }

  Scenes sent(int atMillis, int untilMillis, String src, String dest, Fate fate, String body) {
    messages.add(
        new TracedMessage(
            messages.size(),
            src,
            dest,
            atMillis * MILLI,
            fate,
            untilMillis * MILLI,
            false,
            "{\"src\":\"%s\",\"dest\":\"%s\",\"body\":%s}".formatted(src, dest, body)));
    return this;
  }

  Scenes fault(int atMillis, String fault, boolean isStart, String words, String... nodes) {
    faults.add(new FaultEvent(atMillis * MILLI, fault, isStart, words, List.of(nodes)));
    return this;
  }

  List<Operation> history() {
    return history;
  }

  /** An anomaly that the operations with the given indices show. */
  Anomaly anomaly(String type, String description, int... operations) {
    List<Operation> shown = new ArrayList<>();
    for (int index : operations) {
      shown.add(history.get(index));
    }
    return new Anomaly(AnomalyType.ours(type), description, shown);
  }

  /** As it is told where nobody asks for a form. */
  Story told(Anomaly anomaly) {
    return Stories.of(anomaly, history, messages, faults);
  }

  Story run(Anomaly anomaly) {
    return Stories.ofRun(anomaly, history, messages, faults);
  }

  Story value(Anomaly anomaly) {
    return Stories.ofValue(anomaly, history, messages, faults);
  }
}
