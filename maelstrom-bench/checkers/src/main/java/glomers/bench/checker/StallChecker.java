package glomers.bench.checker;

import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * While a majority of the nodes is up and connected, what is asked of it has to go on succeeding.
 *
 * <p>A stall is a time in which clients asked that majority for something, a {@code send} for
 * example, and none of them succeeded. It begins with the majority, with the latest success, or
 * with the first request after it, whichever is last; and ends with the next success, or with the
 * latest failure if nobody waited then and nobody asked again within a second. A request that was
 * made before the latest success says nothing: whoever succeeded could ask again. Each function is
 * judged by itself: reads that one node can answer do not hide that writes stand still.
 *
 * @param spells when there was such a majority
 * @param exempt functions that nobody expects to succeed
 * @param maxStallSeconds how long a stall may last; any time if empty
 */
public record StallChecker(List<Spell> spells, Set<String> exempt, OptionalDouble maxStallSeconds)
    implements Checker {

  /** Whoever asks again within this time has not stopped asking. */
  private static final long LULL_NANOS = 1_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private static final AnomalyType STALLED = AnomalyType.ours("stalled");

  /** A time without success. */
  private record Stall(String function, Spell spell, long fromNanos, long toNanos) {
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
          spell.names());
    }
  }

  @Override
  public Verdict check(List<Operation> history) {
    List<Stall> stalls = new ArrayList<>();
    Completions.byFunction(history)
        .forEach((function, completions) -> {
          if (!exempt.contains(function)) {
            spells.forEach(spell -> addStalls(stalls, function, spell, completions.during(spell)));
          }
        });
    stalls.sort(Comparator.comparingLong(Stall::nanos).reversed());
    Map<String, Object> figures = new LinkedHashMap<>();
    if (!stalls.isEmpty()) {
      figures.put("longest-stall-millis", stalls.getFirst().nanos() / 1_000_000);
    }
    if (maxStallSeconds.isEmpty()) {
      return Verdict.ofFigures(figures);
    }
    List<Stall> tooLong =
        stalls.stream()
            .filter(stall -> stall.nanos() > maxStallSeconds.getAsDouble() * 1e9)
            .toList();
    figures.put("stall-count", tooLong.size());
    List<Anomaly> anomalies =
        tooLong.stream()
            .limit(Verdict.MAX_ANOMALIES_SHOWN)
            .map(stall -> new Anomaly(STALLED, stall.toString(), unanswered(history, stall)))
            .toList();
    return new Verdict(
        figures,
        anomalies,
        tooLong.isEmpty() ? Map.of() : Map.of(STALLED.name(), (long) tooLong.size()),
        Optional.empty());
  }

  /** The gaps between the successes become stalls. */
  private static void addStalls(
      List<Stall> stalls, String function, Spell spell, Completions concerned) {
    long[] asked = concerned.sortedInvocations();
    long longestNanos = concerned.longestNanos();
    long successNanos = 0;
    long failedNanos = NEVER;
    for (int i = 0; i < concerned.size(); i++) {
      long invokedNanos = concerned.invokedNanos(i);
      boolean isNew = invokedNanos >= successNanos;
      if (concerned.isOk(i)) {
        long askedNanos = firstFrom(successNanos, asked);
        if (isNew && failedNanos != NEVER && failedNanos < invokedNanos) {
          long askedAgainNanos = firstFrom(failedNanos + 1, asked);
          if (askedAgainNanos > failedNanos + LULL_NANOS
              && !isAnyoneWaiting(concerned, i + 1, successNanos, failedNanos, longestNanos)) {
            addStall(stalls, function, spell, askedNanos, failedNanos);
            askedNanos = askedAgainNanos;
          }
        }
        addStall(stalls, function, spell, askedNanos, concerned.completedNanos(i));
        successNanos = concerned.completedNanos(i);
        failedNanos = NEVER;
      } else if (isNew) {
        failedNanos = concerned.completedNanos(i);
      }
    }
    addStall(stalls, function, spell, firstFrom(successNanos, asked), failedNanos);
  }

  /** The first of the ascending times that is not before the given one; the end of time if none. */
  private static long firstFrom(long nanos, long[] times) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < times.length ? times[low] : Long.MAX_VALUE;
  }

  /**
   * Whether any of the operations that ended later, from a place on, was asked for between the
   * latest success and the given moment.
   */
  private static boolean isAnyoneWaiting(
      Completions concerned, int from, long successNanos, long momentNanos, long longestNanos) {
    for (int i = from; i < concerned.size(); i++) {
      if (concerned.completedNanos(i) > momentNanos + longestNanos) {
        return false;
      }
      if (concerned.invokedNanos(i) >= successNanos && concerned.invokedNanos(i) <= momentNanos) {
        return true;
      }
    }
    return false;
  }

  private static void addStall(
      List<Stall> stalls, String function, Spell spell, long askedNanos, long toNanos) {
    if (askedNanos < toNanos) {
      stalls.add(
          new Stall(
              function,
              spell,
              Math.max(spell.fromNanos(), askedNanos),
              Math.min(spell.toNanos(), toNanos)));
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
