package glomers.bench.checker.append;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Decides models of tiny histories of lists by the axioms of Cerone, Bernardi and Gotsman ("A
 * Framework for Transactional Consistency Models with Atomic Visibility", CONCUR 2015): by trying
 * every total order of arbitration and every relation of visibility in it. A list shows its past,
 * so arbitration has to agree with the order of the elements in every list: who appends to a list
 * has appended to all that is before it there. Shares no code with the checker. All transactions
 * must have been acknowledged, and contradict neither themselves nor what was ever appended.
 */
final class ListsByDefinition {
  /** What it knows a definition of. */
  static final List<ConsistencyModel> MODELS =
      List.of(
          ConsistencyModel.READ_ATOMIC,
          ConsistencyModel.CAUSAL,
          ConsistencyModel.PREFIX,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.SNAPSHOT_ISOLATION,
          ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION,
          ConsistencyModel.STRONG_SNAPSHOT_ISOLATION,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.STRONG_SESSION_SERIALIZABLE,
          ConsistencyModel.STRICT_SERIALIZABLE);

  private final List<Operation> operations;
  private final int size;
  private final Map<ConsistencyModel, Boolean> kept = new EnumMap<>(ConsistencyModel.class);

  private ListsByDefinition(List<Operation> operations) {
    this.operations = operations;
    this.size = operations.size();
  }

  static Map<ConsistencyModel, Boolean> decide(List<Operation> operations) {
    return new ListsByDefinition(operations).decide();
  }

  private Map<ConsistencyModel, Boolean> decide() {
    MODELS.forEach(model -> kept.put(model, false));
    tryOrders(new ArrayList<>());
    return kept;
  }

  private void tryOrders(List<Integer> order) {
    if (order.size() == size) {
      tryVisibilities(order);
      return;
    }
    for (int next = 0; next < size; next++) {
      if (!order.contains(next)) {
        order.addLast(next);
        tryOrders(order);
        order.removeLast();
      }
    }
  }

  private void tryVisibilities(List<Integer> order) {
    if (!kept.containsValue(false) || !agreesWithLists(order)) {
      return;
    }
    // For each place of the order the sets of earlier places that explain its reads.
    List<List<Integer>> choices = new ArrayList<>();
    for (int place = 0; place < size; place++) {
      List<Integer> good = new ArrayList<>();
      for (int set = 0; set < 1 << place; set++) {
        if (explains(order, place, set)) {
          good.add(set);
        }
      }
      if (good.isEmpty()) {
        return;
      }
      choices.add(good);
    }
    tryVisibilities(order, choices, new int[size], 0);
  }

  private void tryVisibilities(
      List<Integer> order, List<List<Integer>> choices, int[] visible, int place) {
    if (!kept.containsValue(false)) {
      return;
    }
    if (place == size) {
      for (ConsistencyModel model : MODELS) {
        if (!kept.get(model) && holds(model, order, visible)) {
          kept.put(model, true);
        }
      }
      return;
    }
    for (int set : choices.get(place)) {
      visible[place] = set;
      tryVisibilities(order, choices, visible, place + 1);
    }
  }

  private boolean explains(List<Integer> order, int place, int set) {
    Map<JsonNode, List<JsonNode>> state = new HashMap<>();
    for (int earlier = 0; earlier < place; earlier++) {
      if ((set & 1 << earlier) != 0) {
        for (JsonNode each : operations.get(order.get(earlier)).input()) {
          if (each.get(0).stringValue().equals("append")) {
            state.computeIfAbsent(each.get(1), key -> new ArrayList<>()).add(each.get(2));
          }
        }
      }
    }
    for (JsonNode each : operations.get(order.get(place)).output()) {
      List<JsonNode> list = state.computeIfAbsent(each.get(1), key -> new ArrayList<>());
      if (each.get(0).stringValue().equals("append")) {
        list.add(each.get(2));
      } else {
        List<JsonNode> read = new ArrayList<>();
        each.get(2).forEach(read::add);
        if (!read.equals(list)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether all lists that were read begin a key's elements in the order of arbitration. */
  private boolean agreesWithLists(List<Integer> order) {
    Map<JsonNode, List<JsonNode>> all = new HashMap<>();
    for (int id : order) {
      for (JsonNode each : operations.get(id).input()) {
        if (each.get(0).stringValue().equals("append")) {
          all.computeIfAbsent(each.get(1), key -> new ArrayList<>()).add(each.get(2));
        }
      }
    }
    for (Operation operation : operations) {
      for (JsonNode each : operation.output()) {
        if (each.get(0).stringValue().equals("r")) {
          List<JsonNode> list = all.getOrDefault(each.get(1), List.of());
          for (int place = 0; place < each.get(2).size(); place++) {
            if (place == list.size() || !list.get(place).equals(each.get(2).get(place))) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private boolean holds(ConsistencyModel model, List<Integer> order, int[] visible) {
    return switch (model) {
      case READ_ATOMIC -> seesSession(order, visible);
      case CAUSAL -> seesSession(order, visible) && isTransitive(visible);
      case PREFIX -> isPrefix(visible);
      case PARALLEL_SNAPSHOT_ISOLATION -> isTransitive(visible) && hasNoConflict(order, visible);
      case SNAPSHOT_ISOLATION -> isPrefix(visible) && hasNoConflict(order, visible);
      case STRONG_SESSION_SNAPSHOT_ISOLATION ->
          isPrefix(visible) && hasNoConflict(order, visible) && seesSession(order, visible);
      case STRONG_SNAPSHOT_ISOLATION ->
          isPrefix(visible) && hasNoConflict(order, visible) && seesPast(order, visible);
      case SERIALIZABLE -> isTotal(visible);
      case STRONG_SESSION_SERIALIZABLE -> isTotal(visible) && seesSession(order, visible);
      case STRICT_SERIALIZABLE -> isTotal(visible) && seesPast(order, visible);
      default -> throw new IllegalArgumentException("Not defined here: " + model);
    };
  }

  private static boolean sees(int[] visible, int earlier, int later) {
    return (visible[later] & 1 << earlier) != 0;
  }

  private boolean isTotal(int[] visible) {
    for (int place = 0; place < size; place++) {
      if (visible[place] != (1 << place) - 1) {
        return false;
      }
    }
    return true;
  }

  private boolean isTransitive(int[] visible) {
    for (int later = 0; later < size; later++) {
      for (int middle = 0; middle < later; middle++) {
        if (sees(visible, middle, later) && (visible[middle] & ~visible[later]) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Who sees one sees all that were arbitrated before it. */
  private boolean isPrefix(int[] visible) {
    for (int place = 0; place < size; place++) {
      if ((visible[place] & visible[place] + 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasNoConflict(List<Integer> order, int[] visible) {
    for (int later = 0; later < size; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (!sees(visible, earlier, later) && appendToOne(order.get(earlier), order.get(later))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean appendToOne(int one, int other) {
    for (JsonNode each : operations.get(one).input()) {
      for (JsonNode too : operations.get(other).input()) {
        if (each.get(0).stringValue().equals("append")
            && too.get(0).stringValue().equals("append")
            && each.get(1).equals(too.get(1))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean seesSession(List<Integer> order, int[] visible) {
    return seesAll(
        order,
        visible,
        (one, other) ->
            operations.get(one).process() == operations.get(other).process() && one < other);
  }

  private boolean seesPast(List<Integer> order, int[] visible) {
    return seesAll(
        order,
        visible,
        (one, other) ->
            operations.get(one).completedNanos() < operations.get(other).invokedNanos());
  }

  private interface Pair {
    boolean test(int one, int other);
  }

  private boolean seesAll(List<Integer> order, int[] visible, Pair pair) {
    for (int one = 0; one < size; one++) {
      for (int other = 0; other < size; other++) {
        if (one != other && pair.test(order.get(one), order.get(other))) {
          if (one > other || !sees(visible, one, other)) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
