package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Decides the models of tiny histories word by word as they are defined: by trying, for every
 * choice of which transactions of unknown outcome took effect, every order of those that did.
 * Shares no code with the checker.
 */
final class ByDefinition {
  /** What it knows a definition of. */
  static final List<ConsistencyModel> MODELS =
      List.of(
          ConsistencyModel.READ_UNCOMMITTED,
          ConsistencyModel.READ_COMMITTED,
          ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
          ConsistencyModel.READ_ATOMIC,
          ConsistencyModel.CAUSAL,
          ConsistencyModel.PREFIX,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.SNAPSHOT_ISOLATION,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.STRICT_SERIALIZABLE);

  private record Write(int writer, boolean isLast) {}

  /**
   * An external read: its place in the transaction, its key and the transaction that it read from,
   * or -1.
   */
  private record Read(int place, JsonNode key, int writer) {}

  private final List<Operation> operations;
  private final Map<JsonNode, Map<JsonNode, Write>> writes = new HashMap<>();
  private final List<List<Read>> reads = new ArrayList<>();
  private final List<Set<JsonNode>> writtenKeys = new ArrayList<>();

  /** The transactions of which somebody read something. */
  private final Set<Integer> seenWriters = new HashSet<>();

  private boolean isIllFormed;
  private boolean readsIntermediate;

  private ByDefinition(List<Operation> operations) {
    this.operations = operations;
  }

  static Map<ConsistencyModel, Boolean> decide(List<Operation> operations) {
    return new ByDefinition(operations).decide();
  }

  private Map<ConsistencyModel, Boolean> decide() {
    for (int i = 0; i < operations.size(); i++) {
      JsonNode txn = operations.get(i).input();
      writtenKeys.add(new HashSet<>());
      for (int place = 0; place < txn.size(); place++) {
        if (isWrite(txn.get(place))) {
          boolean isLast = true;
          for (int later = place + 1; later < txn.size(); later++) {
            isLast &=
                !(isWrite(txn.get(later)) && txn.get(later).get(1).equals(txn.get(place).get(1)));
          }
          writes
              .computeIfAbsent(txn.get(place).get(1), key -> new HashMap<>())
              .put(txn.get(place).get(2), new Write(i, isLast));
          writtenKeys.get(i).add(txn.get(place).get(1));
        }
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      reads.add(new ArrayList<>());
      if (operations.get(i).isOk()) {
        interpret(i, operations.get(i).output());
      }
    }
    Map<ConsistencyModel, Boolean> result = new EnumMap<>(ConsistencyModel.class);
    for (ConsistencyModel model : MODELS) {
      result.put(model, !isIllFormed && holds(model));
    }
    return result;
  }

  private static boolean isWrite(JsonNode microOperation) {
    return microOperation.get(0).stringValue().equals("w");
  }

  private void interpret(int i, JsonNode txn) {
    Map<JsonNode, JsonNode> own = new HashMap<>();
    for (int place = 0; place < txn.size(); place++) {
      JsonNode key = txn.get(place).get(1);
      JsonNode value = txn.get(place).get(2);
      if (isWrite(txn.get(place))) {
        own.put(key, value);
      } else if (own.containsKey(key)) {
        isIllFormed |= !own.get(key).equals(value);
      } else if (value.isNull()) {
        reads.get(i).add(new Read(place, key, -1));
      } else {
        Optional<Write> write = Optional.ofNullable(writes.getOrDefault(key, Map.of()).get(value));
        if (write.isEmpty() || write.get().writer() == i) {
          isIllFormed = true;
          continue;
        }
        seenWriters.add(write.get().writer());
        readsIntermediate |= !write.get().isLast();
        if (write.get().isLast()) {
          reads.get(i).add(new Read(place, key, write.get().writer()));
        }
      }
    }
  }

  private boolean holds(ConsistencyModel model) {
    List<Integer> unknown = new ArrayList<>();
    List<Integer> committed = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).isOk()) {
        committed.add(i);
      } else if (operations.get(i).outcome() == Outcome.INFO) {
        unknown.add(i);
      }
    }
    for (int choice = 0; choice < 1 << unknown.size(); choice++) {
      List<Integer> all = new ArrayList<>(committed);
      for (int bit = 0; bit < unknown.size(); bit++) {
        if ((choice & 1 << bit) != 0) {
          all.add(unknown.get(bit));
        }
      }
      boolean readsAborted = !all.containsAll(seenWriters);
      if (model != ConsistencyModel.READ_UNCOMMITTED && (readsAborted || readsIntermediate)) {
        continue;
      }
      if (someOrderHolds(model, all, new ArrayList<>())) {
        return true;
      }
    }
    return false;
  }

  private boolean someOrderHolds(ConsistencyModel model, List<Integer> rest, List<Integer> order) {
    if (rest.isEmpty()) {
      return holds(model, order);
    }
    for (Integer next : rest) {
      List<Integer> others = new ArrayList<>(rest);
      others.remove(next);
      order.addLast(next);
      boolean holds = someOrderHolds(model, others, order);
      order.removeLast();
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(ConsistencyModel model, List<Integer> order) {
    return switch (model) {
      case READ_UNCOMMITTED -> keepsVersions(order);
      case READ_COMMITTED -> keepsReads(order);
      case MONOTONIC_ATOMIC_VIEW ->
          keepsReads(order) && keepsSessions(order) && keepsAxiom(order, this::hasReadBefore);
      case READ_ATOMIC ->
          keepsReads(order) && keepsSessions(order) && keepsAxiom(order, this::isDirectlyVisible);
      case CAUSAL ->
          keepsReads(order) && keepsSessions(order) && keepsAxiom(order, this::happenedBefore);
      case PREFIX -> seePrefixes(order, false);
      case PARALLEL_SNAPSHOT_ISOLATION -> seeTransitively(order, new int[order.size()], 0);
      case SNAPSHOT_ISOLATION -> seePrefixes(order, true);
      case SERIALIZABLE -> explains(order);
      case STRICT_SERIALIZABLE -> explains(order) && keepsSessions(order) && keepsRealTime(order);
      default -> throw new IllegalArgumentException("Not defined here: " + model);
    };
  }

  private boolean keepsVersions(List<Integer> order) {
    return order.stream()
        .allMatch(i ->
            reads.get(i).stream()
                .filter(read -> writtenKeys.get(i).contains(read.key()))
                .filter(read -> order.contains(read.writer()))
                .allMatch(read -> order.indexOf(read.writer()) < order.indexOf(i)));
  }

  private boolean keepsReads(List<Integer> order) {
    return order.stream()
        .allMatch(i ->
            reads.get(i).stream()
                .allMatch(read -> order.indexOf(read.writer()) < order.indexOf(i)));
  }

  private boolean keepsSessions(List<Integer> order) {
    return allPairs(
        order, (i, j) -> !isInSessionBefore(i, j) || order.indexOf(i) < order.indexOf(j));
  }

  private boolean keepsRealTime(List<Integer> order) {
    return allPairs(
        order,
        (i, j) ->
            !operations.get(i).isOk()
                || operations.get(i).completedNanos() >= operations.get(j).invokedNanos()
                || order.indexOf(i) < order.indexOf(j));
  }

  private interface Pair {
    boolean test(int i, int j);
  }

  private static boolean allPairs(List<Integer> order, Pair pair) {
    return order.stream()
        .allMatch(i -> order.stream().allMatch(j -> i.equals(j) || pair.test(i, j)));
  }

  private boolean isInSessionBefore(int i, int j) {
    return operations.get(i).process() == operations.get(j).process() && i < j;
  }

  private interface Visibility {
    boolean test(int writer, int reader, Read read);
  }

  /** T3 reads key from T1, T2 wrote it too and is visible: then T2 is before T1. */
  private boolean keepsAxiom(List<Integer> order, Visibility isVisible) {
    for (int third : order) {
      for (Read read : reads.get(third)) {
        for (int second : order) {
          if (second != third
              && second != read.writer()
              && writtenKeys.get(second).contains(read.key())
              && isVisible.test(second, third, read)
              && order.indexOf(second) > order.indexOf(read.writer())) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean hasReadBefore(int writer, int reader, Read read) {
    return reads.get(reader).stream()
        .anyMatch(earlier -> earlier.place() < read.place() && earlier.writer() == writer);
  }

  private boolean isDirectlyVisible(int writer, int reader, Read read) {
    return isInSessionBefore(writer, reader)
        || reads.get(reader).stream().anyMatch(other -> other.writer() == writer);
  }

  private boolean happenedBefore(int writer, int reader, Read read) {
    boolean[] isBefore = new boolean[operations.size()];
    isBefore[reader] = true;
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int i = 0; i < isBefore.length; i++) {
        for (int j = 0; j < isBefore.length && !isBefore[i]; j++) {
          if (isBefore[j]
              && isDirectlyVisible(i, j, read)
              && operations.get(i).outcome() != Outcome.FAIL) {
            isBefore[i] = true;
            grew = true;
          }
        }
      }
    }
    return isBefore[writer];
  }

  /**
   * Everybody sees the first so many of the order, and all earlier ones that wrote a key of his.
   */
  private boolean seePrefixes(List<Integer> order, boolean seesRivals) {
    for (int place = 0; place < order.size(); place++) {
      boolean isExplained = false;
      for (int length = 0; length <= place && !isExplained; length++) {
        int set = (1 << length) - 1;
        isExplained =
            explains(order, place, set) && (!seesRivals || seesAllRivals(order, place, set));
      }
      if (!isExplained) {
        return false;
      }
    }
    return true;
  }

  /** Everybody sees what those see whom he sees, and all earlier ones that wrote a key of his. */
  private boolean seeTransitively(List<Integer> order, int[] visible, int place) {
    if (place == order.size()) {
      return true;
    }
    for (int set = 0; set < 1 << place; set++) {
      boolean isTransitive = true;
      for (int earlier = 0; earlier < place; earlier++) {
        isTransitive &= (set & 1 << earlier) == 0 || (visible[earlier] & ~set) == 0;
      }
      visible[place] = set;
      if (isTransitive
          && explains(order, place, set)
          && seesAllRivals(order, place, set)
          && seeTransitively(order, visible, place + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean explains(List<Integer> order, int place, int set) {
    for (Read read : reads.get(order.get(place))) {
      int last = -1;
      for (int earlier = 0; earlier < place; earlier++) {
        if ((set & 1 << earlier) != 0 && writtenKeys.get(order.get(earlier)).contains(read.key())) {
          last = order.get(earlier);
        }
      }
      if (last != read.writer()) {
        return false;
      }
    }
    return true;
  }

  private boolean seesAllRivals(List<Integer> order, int place, int set) {
    for (int earlier = 0; earlier < place; earlier++) {
      boolean isRival =
          writtenKeys.get(order.get(earlier)).stream()
              .anyMatch(writtenKeys.get(order.get(place))::contains);
      if (isRival && (set & 1 << earlier) == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean explains(List<Integer> order) {
    Map<JsonNode, Integer> state = new HashMap<>();
    for (int i : order) {
      for (Read read : reads.get(i)) {
        if (!Objects.equals(state.getOrDefault(read.key(), -1), read.writer())) {
          return false;
        }
      }
      writtenKeys.get(i).forEach(key -> state.put(key, i));
    }
    return true;
  }
}
