package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A history of many objects, taken apart by their keys. */
final class KeyedHistory {

  private final Map<Integer, Operation> originals;
  private final Map<JsonNode, List<Operation>> byKey = new LinkedHashMap<>();

  /**
   * Takes a history apart.
   *
   * @throws IllegalArgumentException if an operation has no key
   */
  KeyedHistory(List<Operation> history) {
    originals = HashMap.newHashMap(history.size());
    for (Operation operation : history) {
      if (!operation.input().isArray() || operation.input().size() != 2) {
        throw new IllegalArgumentException(
            "The "
                + operation.function()
                + " asks for "
                + operation.input()
                + ", which is no array of a key and a value");
      }
      originals.put(operation.index(), operation);
      byKey
          .computeIfAbsent(operation.input().get(0), unused -> new ArrayList<>())
          .add(withoutKey(operation));
    }
  }

  private static Operation withoutKey(Operation operation) {
    JsonNode output = operation.output();
    return with(
        operation,
        operation.function(),
        operation.input().get(1),
        operation.outcome(),
        output.isArray() && output.size() == 2 ? output.get(1) : Json.nothing());
  }

  /** The same operation, which asked for something else and ended otherwise. */
  static Operation with(
      Operation operation,
      String function,
      JsonNode input,
      Operation.Outcome outcome,
      JsonNode output) {
    return new Operation(
        operation.index(),
        operation.process(),
        operation.node(),
        function,
        input,
        operation.invokedNanos(),
        outcome,
        operation.completedNanos(),
        output,
        operation.errorKind(),
        operation.error(),
        operation.finalRound());
  }

  /** Each key's operations, without the key, in the order of the history. */
  Map<JsonNode, List<Operation>> byKey() {
    return byKey;
  }

  /** An operation as it stands in the history. */
  Operation original(Operation withoutKey) {
    return originals.get(withoutKey.index());
  }
}
