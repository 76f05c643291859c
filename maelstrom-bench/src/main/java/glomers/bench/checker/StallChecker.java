package glomers.bench.checker;

import glomers.bench.history.MajoritySpell;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * While a majority of the nodes is up and connected, what is asked of it has to go on succeeding.
 *
 * <p>A stall is a time in which clients asked that majority for something, a {@code send} for
 * example, and none of them succeeded. It begins with the majority, with the latest success, or
 * with the first request after it, whichever is last; and ends with the next success, or with the
 * last answer that was none and after which nobody asked again within a second. Each function is
 * judged by itself: reads that one node can answer do not hide that writes stand still.
 *
 * @param spells when there was such a majority
 * @param exempt functions that nobody expects to succeed
 * @param maxStallSeconds how long a stall may last; any time if empty
 */
public record StallChecker(
    List<MajoritySpell> spells, Set<String> exempt, OptionalDouble maxStallSeconds)
    implements Checker {

  /** Whoever asks again within this time has not stopped asking. */
  private static final long LULL_NANOS = 1_000_000_000L;

  /** A time without success. */
  private record Stall(String function, MajoritySpell spell, long fromNanos, long toNanos) {
    long nanos() {
      return toNanos - fromNanos;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "no %s succeeded for %.3f s from %.3f s on, while %s were up and connected",
          function,
          nanos() / 1e9,
          fromNanos / 1e9,
          String.join(" ", spell.nodes()));
    }
  }

  @Override
  public Verdict check(List<Operation> history) {
    List<Stall> stalls = new ArrayList<>();
    var functions = new TreeSet<>(history.stream().map(Operation::function).toList());
    functions.removeAll(exempt);
    for (String function : functions) {
      List<Operation> operations =
          history.stream()
              .filter(operation -> operation.function().equals(function) && !operation.isFinal())
              .sorted(Comparator.comparingLong(Operation::invokedNanos))
              .toList();
      spells.forEach(spell -> addStalls(stalls, function, spell, operations));
    }
    stalls.sort(Comparator.comparingLong(Stall::nanos).reversed());
    Map<String, Object> figures = new LinkedHashMap<>();
    if (!stalls.isEmpty()) {
      figures.put("longest-stall-millis", stalls.getFirst().nanos() / 1_000_000);
    }
    if (maxStallSeconds.isEmpty()) {
      return new Verdict(true, figures, List.of());
    }
    List<Stall> tooLong =
        stalls.stream()
            .filter(stall -> stall.nanos() > maxStallSeconds.getAsDouble() * 1e9)
            .toList();
    figures.put("stall-count", tooLong.size());
    List<Anomaly> anomalies =
        tooLong.stream()
            .limit(Verdict.MAX_ANOMALIES_SHOWN)
            .map(stall -> new Anomaly("stalled", stall.toString(), unanswered(history, stall)))
            .toList();
    return new Verdict(tooLong.isEmpty(), figures, anomalies);
  }

  /** The gaps between the successes, for as long as somebody asks. */
  private static void addStalls(
      List<Stall> stalls, String function, MajoritySpell spell, List<Operation> operations) {
    List<Operation> asked = new ArrayList<>();
    long lastAnswerNanos = 0;
    for (Operation operation : operations) {
      if (operation.completedNanos() <= spell.fromNanos()
          || operation.invokedNanos() >= spell.toNanos()
          || !spell.nodes().contains(operation.node())) {
        continue;
      }
      if (operation.invokedNanos() > lastAnswerNanos + LULL_NANOS) {
        addStallsOfPeriod(stalls, function, spell, asked);
        asked.clear();
      }
      asked.add(operation);
      lastAnswerNanos = Math.max(lastAnswerNanos, operation.completedNanos());
    }
    addStallsOfPeriod(stalls, function, spell, asked);
  }

  private static void addStallsOfPeriod(
      List<Stall> stalls, String function, MajoritySpell spell, List<Operation> asked) {
    asked.sort(Comparator.comparingLong(Operation::completedNanos));
    long successNanos = spell.fromNanos();
    long askedNanos = Long.MAX_VALUE;
    long answeredNanos = 0;
    for (Operation operation : asked) {
      askedNanos = Math.min(askedNanos, operation.invokedNanos());
      answeredNanos = Math.min(spell.toNanos(), operation.completedNanos());
      if (operation.isOk()) {
        stalls.add(new Stall(function, spell, Math.max(successNanos, askedNanos), answeredNanos));
        successNanos = answeredNanos;
        askedNanos = Long.MAX_VALUE;
      }
    }
    if (askedNanos != Long.MAX_VALUE) {
      stalls.add(new Stall(function, spell, Math.max(successNanos, askedNanos), answeredNanos));
    }
  }

  private static List<Operation> unanswered(List<Operation> history, Stall stall) {
    return history.stream()
        .filter(operation -> operation.function().equals(stall.function()))
        .filter(operation -> stall.spell().nodes().contains(operation.node()))
        .filter(operation ->
            operation.invokedNanos() < stall.toNanos()
                && operation.completedNanos() >= stall.fromNanos())
        .limit(Verdict.MAX_ANOMALIES_SHOWN)
        .toList();
  }
}
