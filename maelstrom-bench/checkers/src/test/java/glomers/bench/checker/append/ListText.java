package glomers.bench.checker.append;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * Histories of lists as text, a transaction on each line: {@code +x1} appends 1 to x, {@code x12}
 * reads 1 and 2 from it, {@code x} reads nothing. One line comes after the other, and each has a
 * process of its own, unless it begins otherwise:
 *
 * <pre>
 * +x1 y            process 0
 * p7: +x2          process 7
 * at once: x12     at the same time as all others that say so, and by a process of its own
 * +x1 fails        aborted
 * +x1 unknown      of unknown outcome
 * </pre>
 */
final class ListText {
  private static final Pattern LINE =
      Pattern.compile("(?:p(\\d+): |(at once): )?(.*?)(?: (fails|unknown))?");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ListText() {}

  static List<Operation> parse(String text) {
    List<Operation> operations = new ArrayList<>();
    for (String line : text.strip().split("\n")) {
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("No transaction: " + line);
      }
      int index = operations.size();
      boolean isAtOnce = matcher.group(2) != null;
      Outcome outcome =
          switch (matcher.group(4)) {
            case null -> Outcome.OK;
            case "fails" -> Outcome.FAIL;
            default -> Outcome.INFO;
          };
      ArrayNode output = transaction(matcher.group(3));
      operations.add(
          new Operation(
              index,
              matcher.group(1) == null ? 100 + index : Integer.parseInt(matcher.group(1)),
              "n0",
              "txn",
              request(output),
              isAtOnce ? 0 : 10L * index,
              outcome,
              isAtOnce ? 1_000_000 : 10L * index + 5,
              outcome == Outcome.OK ? output : NullNode.getInstance(),
              "",
              false));
    }
    return operations;
  }

  private static ArrayNode transaction(String text) {
    ArrayNode transaction = NODES.arrayNode();
    for (String word : text.split(" ")) {
      if (word.startsWith("+")) {
        transaction
            .addArray()
            .add("append")
            .add(word.substring(1, 2))
            .add(Integer.parseInt(word.substring(2)));
      } else {
        ArrayNode list = NODES.arrayNode();
        word.substring(1).chars().forEach(digit -> list.add(digit - '0'));
        transaction
            .addArray()
            .add("r")
            .add(word.substring(0, 1))
            .add(list.isEmpty() ? NullNode.getInstance() : list);
      }
    }
    return transaction;
  }

  private static ArrayNode request(JsonNode transaction) {
    ArrayNode request = NODES.arrayNode();
    for (JsonNode each : transaction) {
      boolean isRead = each.get(0).stringValue().equals("r");
      request
          .addArray()
          .add(each.get(0))
          .add(each.get(1))
          .add(isRead ? NullNode.getInstance() : each.get(2));
    }
    return request;
  }
}
