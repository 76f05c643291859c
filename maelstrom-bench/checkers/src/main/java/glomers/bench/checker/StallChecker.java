package glomers.bench.checker;

import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

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
    Map<String, List<Operation>> byFunction = new TreeMap<>();
    for (Operation operation : byCompletion(history)) {
      byFunction.computeIfAbsent(operation.function(), unused -> new ArrayList<>()).add(operation);
    }
    byFunction.keySet().removeAll(exempt);
    byFunction.forEach((function, operations) ->
        spells.forEach(spell -> addStalls(stalls, function, spell, operations)));
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

  /** All but those of the final phase, in the order of their completions. */
  private static List<Operation> byCompletion(List<Operation> history) {
    List<Operation> operations = new ArrayList<>(history.size());
    boolean areOrdered = true;
    long latestNanos = Long.MIN_VALUE;
    for (Operation operation : history) {
      if (!operation.isFinal()) {
        operations.add(operation);
        areOrdered &= operation.completedNanos() >= latestNanos;
        latestNanos = operation.completedNanos();
      }
    }
    if (!areOrdered) {
      sortByCompletion(operations);
    }
    return operations;
  }

  /** As a sort of objects does it, but for the objects: each time has its operation's place. */
  private static void sortByCompletion(List<Operation> operations) {
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(operations.size());
    long[] keys = new long[operations.size()];
    for (int place = 0; place < keys.length; place++) {
      long nanos = operations.get(place).completedNanos();
      if (nanos < 0 || nanos >= Long.MAX_VALUE >>> placeBits) {
        operations.sort(Comparator.comparingLong(Operation::completedNanos));
        return;
      }
      keys[place] = nanos << placeBits | place;
    }
    Arrays.sort(keys);
    Operation[] byPlace = operations.toArray(Operation[]::new);
    for (int i = 0; i < keys.length; i++) {
      operations.set(i, byPlace[(int) (keys[i] & (1L << placeBits) - 1)]);
    }
  }

  /** Operations in the order of their completions become the gaps between the successes. */
  private static void addStalls(
      List<Stall> stalls, String function, Spell spell, List<Operation> operations) {
    List<Operation> concerned = new ArrayList<>();
    long longestNanos = 0;
    for (Operation operation : operations) {
      if (operation.completedNanos() > spell.fromNanos()
          && operation.invokedNanos() < spell.toNanos()
          && spell.nodes().contains(operation.node())) {
        concerned.add(operation);
        longestNanos =
            Math.max(longestNanos, operation.completedNanos() - operation.invokedNanos());
      }
    }
    long[] asked = new long[concerned.size()];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = concerned.get(i).invokedNanos();
    }
    Arrays.sort(asked);
    long successNanos = 0;
    long failedNanos = NEVER;
    for (int i = 0; i < concerned.size(); i++) {
      Operation operation = concerned.get(i);
      boolean isNew = operation.invokedNanos() >= successNanos;
      if (operation.isOk()) {
        long askedNanos = firstFrom(successNanos, asked);
        if (isNew && failedNanos != NEVER && failedNanos < operation.invokedNanos()) {
          var later = concerned.subList(i + 1, concerned.size());
          long askedAgainNanos = firstFrom(failedNanos + 1, asked);
          if (askedAgainNanos > failedNanos + LULL_NANOS
              && !isAnyoneWaiting(later, successNanos, failedNanos, longestNanos)) {
            addStall(stalls, function, spell, askedNanos, failedNanos);
            askedNanos = askedAgainNanos;
          }
        }
        addStall(stalls, function, spell, askedNanos, operation.completedNanos());
        successNanos = operation.completedNanos();
        failedNanos = NEVER;
      } else if (isNew) {
        failedNanos = operation.completedNanos();
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
   * Whether any of the operations that ended later was asked for between the latest success and the
   * given moment.
   */
  private static boolean isAnyoneWaiting(
      List<Operation> later, long successNanos, long momentNanos, long longestNanos) {
    for (Operation operation : later) {
      if (operation.completedNanos() > momentNanos + longestNanos) {
        return false;
      }
      if (operation.invokedNanos() >= successNanos && operation.invokedNanos() <= momentNanos) {
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
