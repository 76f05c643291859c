package glomers.bench.checker.append;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Small histories of lists whose keys have one order of appends each. A read finds some prefix of
 * it, and what its own transaction appended: some keep every model, most break some.
 */
final class RandomLists {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random;

  RandomLists(long seed) {
    random = new Random(seed);
  }

  private record Draft(int process, long invoked, long completed, ArrayNode transaction) {}

  List<Operation> next(int maxTransactions) {
    int size = Math.max(2, maxTransactions - random.nextInt(3));
    int sessions = 1 + random.nextInt(3);
    int keys = 2 + random.nextInt(2);
    int maxLength = 2 + random.nextInt(4);
    long[] freeAt = new long[sessions];
    List<Draft> drafts = new ArrayList<>();
    Map<Integer, List<List<Integer>>> appends = new HashMap<>();
    int next = 0;
    for (int i = 0; i < size; i++) {
      int session = random.nextInt(sessions);
      long invoked = freeAt[session] + 1 + random.nextInt(40);
      freeAt[session] = invoked + 1 + random.nextInt(30);
      ArrayNode txn = NODES.arrayNode();
      Map<Integer, List<Integer>> own = new HashMap<>();
      for (int length = 1 + random.nextInt(maxLength); length > 0; length--) {
        int key = random.nextInt(keys);
        if (random.nextBoolean()) {
          txn.addArray().add("append").add(key).add(++next);
          own.computeIfAbsent(key, none -> new ArrayList<>()).add(next);
        } else {
          txn.addArray().add("r").add(key).addNull();
        }
      }
      own.forEach(
          (key, block) -> appends.computeIfAbsent(key, none -> new ArrayList<>()).add(block));
      drafts.add(new Draft(session, invoked, freeAt[session], txn));
    }
    Map<Integer, List<List<Integer>>> orders = new HashMap<>();
    appends.forEach((key, blocks) -> {
      List<List<Integer>> order = new ArrayList<>(blocks);
      if (random.nextInt(2) == 0) {
        Collections.shuffle(order, random);
      }
      orders.put(key, order);
    });
    drafts.sort(Comparator.comparingLong(Draft::invoked));
    List<Operation> operations = new ArrayList<>();
    double fickleness = Math.sqrt(random.nextDouble());
    for (Draft draft : drafts) {
      operations.add(
          new Operation(
              operations.size(),
              draft.process(),
              "n0",
              "txn",
              draft.transaction(),
              draft.invoked(),
              Outcome.OK,
              draft.completed(),
              answer(draft, orders, fickleness),
              "",
              false));
    }
    return operations;
  }

  /** A prefix of each list that ends between two transactions, and what it appended itself. */
  private ArrayNode answer(
      Draft draft, Map<Integer, List<List<Integer>>> orders, double fickleness) {
    Map<Integer, ArrayNode> known = new HashMap<>();
    ArrayNode answer = NODES.arrayNode();
    for (JsonNode each : draft.transaction()) {
      int key = each.get(1).intValue();
      ArrayNode list =
          known.computeIfAbsent(
              key,
              none ->
                  prefix(
                      draft.transaction(), key, orders.getOrDefault(key, List.of()), fickleness));
      if (each.get(0).stringValue().equals("append")) {
        list.add(each.get(2));
        answer.add(each);
      } else {
        answer.addArray().add("r").add(key).add(list.deepCopy());
      }
    }
    return answer;
  }

  private ArrayNode prefix(
      ArrayNode transaction, int key, List<List<Integer>> order, double fickleness) {
    int own = order.size();
    boolean isOwnRead = false;
    boolean hasAppended = false;
    for (JsonNode each : transaction) {
      if (each.get(1).intValue() == key) {
        if (each.get(0).stringValue().equals("append")) {
          hasAppended = true;
          for (int place = 0; place < order.size(); place++) {
            own = order.get(place).contains(each.get(2).intValue()) ? place : own;
          }
        } else {
          isOwnRead |= hasAppended;
        }
      }
    }
    // Who reads its own appends must have found all before them; others may find less.
    int length = isOwnRead || random.nextDouble() > fickleness ? own : random.nextInt(own + 1);
    ArrayNode list = NODES.arrayNode();
    order.subList(0, length).forEach(block -> block.forEach(list::add));
    return list;
  }
}
