package glomers.bench.repeat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.history.Operation;
import glomers.bench.run.HistoryWriter;
import glomers.bench.run.RunResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where two runs of one seed part: the first thing that was not the same.
 *
 * @param first what happened in the first run, in words, with its time
 * @param second what happened in its repetition instead
 */
public record Difference(String first, String second) {

  /** The finding's name. */
  public static final String NOT_REPEATABLE = "not-repeatable";

  private static final int MAX_TEXT_CHARS = 160;

  /** What two texts have in common and is shown of them, before the place where they part. */
  private static final int COMMON_CHARS = 60;

  private static final String NOTHING = "nothing more happened";

  /** Compares two runs, each with what had been its network's observer. */
  public static Optional<Difference> between(
      RunResult first, RunTrace firstTrace, RunResult second, RunTrace secondTrace) {
    if (!firstTrace.isSame(secondTrace)) {
      return Optional.of(ofMessages(first, firstTrace, second, secondTrace));
    }
    if (!first.history().equals(second.history())) {
      return Optional.of(ofOperations(first.history(), second.history()));
    }
    if (!first.failure().equals(second.failure())) {
      return Optional.of(new Difference(end(first), end(second)));
    }
    return Optional.empty();
  }

  private static Difference ofMessages(
      RunResult first, RunTrace firstTrace, RunResult second, RunTrace secondTrace) {
    int kept = Math.max(firstTrace.keptCount(), secondTrace.keptCount());
    EventLog.Reader firstEvents = firstTrace.reader();
    EventLog.Reader secondEvents = secondTrace.reader();
    for (int number = 0; number < kept; number++) {
      Optional<MessageEvent> one = firstEvents.next();
      Optional<MessageEvent> other = secondEvents.next();
      if (one.isEmpty() || other.isEmpty() || !one.get().isSame(other.get())) {
        OptionalInt parting =
            one.isPresent() && other.isPresent()
                ? parting(one.get().json(), other.get().json())
                : OptionalInt.empty();
        return new Difference(
            words(one, firstTrace, first.beganNanos(), parting),
            words(other, secondTrace, second.beganNanos(), parting));
      }
    }
    return new Difference(
        String.format(
            Locale.ROOT,
            "something after %,d messages' events that are alike, more than are kept",
            kept),
        "something else");
  }

  private static String words(
      Optional<MessageEvent> event, RunTrace trace, long beganNanos, OptionalInt parting) {
    if (event.isEmpty()) {
      return trace.isComplete() ? NOTHING : "something that was not kept";
    }
    String src = event.get().packet().src();
    String dest = event.get().packet().dest();
    String text = excerpt(event.get().json(), parting);
    String what =
        switch (event.get().kind()) {
          case SENT -> src + " sent " + dest + " " + text;
          case RECEIVED -> dest + " received " + text;
          case LOST -> text + " was lost";
          case CUT -> text + " was cut off";
          case GONE -> text + " came when " + dest + " was gone";
        };
    return what + " at " + seconds(event.get().timeNanos() - beganNanos);
  }

  private static Difference ofOperations(List<Operation> first, List<Operation> second) {
    int number = 0;
    while (number < first.size()
        && number < second.size()
        && first.get(number).equals(second.get(number))) {
      number++;
    }
    String one = text(first, number);
    String other = text(second, number);
    OptionalInt parting = parting(one, other);
    return new Difference(excerpt(one, parting), excerpt(other, parting));
  }

  private static String text(List<Operation> history, int number) {
    return number < history.size()
        ? "the operation " + HistoryWriter.toJson(history.get(number))
        : NOTHING;
  }

  private static String end(RunResult run) {
    return run.failure().map(RunResult.Failure::sentence).orElse("the run came to its end");
  }

  private static OptionalInt parting(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int place = 0;
    while (place < length && one.charAt(place) == other.charAt(place)) {
      place++;
    }
    return place == one.length() && place == other.length()
        ? OptionalInt.empty()
        : OptionalInt.of(place);
  }

  private static String excerpt(String text, OptionalInt parting) {
    if (text.length() <= MAX_TEXT_CHARS) {
      return text;
    }
    int latest = text.length() - MAX_TEXT_CHARS;
    int start = Math.clamp(parting.orElse(0) - COMMON_CHARS, 0, latest);
    return (start == 0 ? "" : "…")
        + text.substring(start, start + MAX_TEXT_CHARS)
        + (start == latest ? "" : "…");
  }

  /** To the nanosecond: a node that reads a clock may be off by very little. */
  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.9f s", nanos / 1e9);
  }

  /** The finding in a sentence. */
  public String sentence() {
    return "the same seed, run again with fresh classes, went another way: first "
        + first
        + "; then "
        + second;
  }

  /** The finding among others of its run. */
  public Anomaly toAnomaly() {
    return new Anomaly(AnomalyType.ours(NOT_REPEATABLE), sentence(), List.of());
  }
}
