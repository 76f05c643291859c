package glomers.bench.checker.append;

import tools.jackson.databind.JsonNode;

/** The parts of {@code [["r", key, list], ["append", key, element], …]}. */
final class MicroOperations {
  private MicroOperations() {}

  /** Whether that is a transaction: its reads have a list, or null where there was none. */
  static boolean isTransaction(JsonNode node) {
    if (!node.isArray()) {
      return false;
    }
    for (JsonNode each : node) {
      boolean isOne =
          each.isArray()
              && each.size() == 3
              && each.get(0).isString()
              && (isAppend(each)
                  || isRead(each) && (value(each).isArray() || value(each).isNull()));
      if (!isOne) {
        return false;
      }
    }
    return true;
  }

  static boolean isAppend(JsonNode operation) {
    return operation.get(0).stringValue().equals("append");
  }

  private static boolean isRead(JsonNode operation) {
    return operation.get(0).stringValue().equals("r");
  }

  static JsonNode key(JsonNode operation) {
    return operation.get(1);
  }

  /** What was appended, or the list that was read; null is an empty one. */
  static JsonNode value(JsonNode operation) {
    return operation.get(2);
  }
}
