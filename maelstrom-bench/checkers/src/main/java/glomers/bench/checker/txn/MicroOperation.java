package glomers.bench.checker.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One read or write within a transaction.
 *
 * @param isWrite whether it writes; else it reads
 * @param key the key, in canonical form
 * @param value what was written or read, in canonical form; of a read, JSON null where there was
 *     none yet
 */
record MicroOperation(boolean isWrite, JsonNode key, JsonNode value) {

  /**
   * The operations of {@code [["r", key, value], ["w", key, value], …]}, or empty if it is no such
   * thing.
   */
  static Optional<List<MicroOperation>> parse(JsonNode transaction) {
    return parse(transaction, "w");
  }

  /** The same where a write has another name. */
  static Optional<List<MicroOperation>> parse(JsonNode transaction, String write) {
    if (!transaction.isArray()) {
      return Optional.empty();
    }
    List<MicroOperation> operations = new ArrayList<>(transaction.size());
    for (JsonNode element : transaction) {
      if (!element.isArray() || element.size() != 3) {
        return Optional.empty();
      }
      boolean isWrite = isText(element.get(0), write);
      if (!isWrite && !isText(element.get(0), "r")) {
        return Optional.empty();
      }
      operations.add(
          new MicroOperation(
              isWrite, CanonicalJson.of(element.get(1)), CanonicalJson.of(element.get(2))));
    }
    return Optional.of(operations);
  }

  private static boolean isText(JsonNode node, String text) {
    return node.isString() && node.stringValue().equals(text);
  }

  /** Whether that reply to this is well-formed: the same, except for the value of a read. */
  boolean isAnsweredBy(MicroOperation reply) {
    return isWrite == reply.isWrite
        && key.equals(reply.key)
        && (!isWrite || value.equals(reply.value));
  }
}
