package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Small histories whose reads saw anything at all: some keep every model, most break some. */
final class RandomHistories {
  private final Random random;

  RandomHistories(long seed) {
    random = new Random(seed);
  }

  /** One draft of a transaction: when, by whom, and what it would write. */
  private record Draft(int process, long invoked, long completed, ArrayNode transaction) {}

  List<Operation> next(int maxTransactions) {
    int size = 1 + random.nextInt(maxTransactions);
    int sessions = 1 + random.nextInt(3);
    int keys = 1 + random.nextInt(3);
    int maxLength = 1 + random.nextInt(5);
    long[] freeAt = new long[sessions];
    int[] written = new int[keys];
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int session = random.nextInt(sessions);
      long invoked = freeAt[session] + 1 + random.nextInt(40);
      long completed = invoked + 1 + random.nextInt(30);
      freeAt[session] = completed;
      drafts.add(new Draft(session, invoked, completed, draft(maxLength, keys, written)));
    }
    drafts.sort(Comparator.comparingLong(Draft::invoked));
    double strangeness = random.nextInt(4) == 0 ? 0.3 : 0.0;
    double fickleness = random.nextInt(4) == 0 ? 0.5 : 0.02;
    List<Operation> operations = new ArrayList<>();
    Set<Integer> ended = new HashSet<>();
    for (Draft draft : drafts) {
      if (!ended.contains(draft.process())) {
        operations.add(operation(operations.size(), draft, written, strangeness, fickleness));
        if (operations.getLast().outcome() == Outcome.INFO) {
          ended.add(draft.process());
        }
      }
    }
    return operations;
  }

  private ArrayNode draft(int maxLength, int keys, int[] written) {
    ArrayNode transaction = JsonNodeFactory.instance.arrayNode();
    for (int length = 1 + random.nextInt(maxLength); length > 0; length--) {
      int key = random.nextInt(keys);
      if (random.nextBoolean()) {
        transaction.addArray().add("w").add(key).add(++written[key]);
      } else {
        transaction.addArray().add("r").add(key).addNull();
      }
    }
    return transaction;
  }

  private Operation operation(
      int index, Draft draft, int[] written, double strangeness, double fickleness) {
    double chance = random.nextDouble();
    Outcome outcome =
        chance < strangeness / 2 ? Outcome.FAIL : chance < strangeness ? Outcome.INFO : Outcome.OK;
    return new Operation(
        index,
        draft.process(),
        "n0",
        "txn",
        draft.transaction(),
        draft.invoked(),
        outcome,
        draft.completed(),
        outcome == Outcome.OK
            ? answer(draft.transaction(), written, fickleness)
            : NullNode.getInstance(),
        outcome == Outcome.OK ? "" : outcome.name(),
        false);
  }

  /**
   * Mostly sees its own writes, and in most histories the same value again; any value at all else.
   */
  private JsonNode answer(ArrayNode request, int[] written, double fickleness) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    boolean[] isOwn = new boolean[written.length];
    JsonNode[] known = new JsonNode[written.length];
    for (JsonNode each : request) {
      int key = each.get(1).intValue();
      JsonNode value = each.get(2);
      if (each.get(0).stringValue().equals("r")) {
        int any = random.nextInt(written[key] + 1);
        JsonNode read = any == 0 ? NullNode.getInstance() : IntNode.valueOf(any);
        double chance = isOwn[key] ? 0.02 : fickleness;
        value = known[key] != null && random.nextDouble() >= chance ? known[key] : read;
      } else {
        isOwn[key] = true;
      }
      known[key] = value;
      answer.addArray().add(each.get(0)).add(each.get(1)).add(value);
    }
    return answer;
  }
}
