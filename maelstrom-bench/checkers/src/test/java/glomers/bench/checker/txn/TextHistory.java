package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * Histories as text, a transaction on each line:
 *
 * <pre>
 * alice: w x 1, r y null
 * bob@n2 [3..9]: r x 1           at node n2, from instant 3 to 9; else one line after another
 * carol: w x 2 => aborted        or "unknown"
 * final dave@n1: r x 1           in the final phase
 * final2 dave@n1: r x 1          in its second round
 * </pre>
 *
 * The words are keys, null and whole numbers are values; indexes are the lines' numbers from 0.
 */
final class TextHistory {
  private static final Pattern LINE =
      Pattern.compile(
          "(?:final(\\d*) )?(\\w+)(?:@(\\w+))?(?: +\\[(\\d+)\\.\\.(\\d+)])?: (.*?)(?: => (aborted|unknown))?");
  private static final JsonMapper JSON = JsonMapper.shared();

  private TextHistory() {}

  static List<Operation> parse(String text) {
    List<Operation> operations = new ArrayList<>();
    Map<String, Integer> processes = new LinkedHashMap<>();
    for (String line : text.strip().split("\n")) {
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("No transaction: " + line);
      }
      int index = operations.size();
      ArrayNode output = transaction(matcher.group(6));
      Outcome outcome =
          switch (matcher.group(7)) {
            case null -> Outcome.OK;
            case "aborted" -> Outcome.FAIL;
            default -> Outcome.INFO;
          };
      boolean hasTimes = matcher.group(4) != null;
      operations.add(
          new Operation(
                  index,
                  processes.computeIfAbsent(matcher.group(2), name -> processes.size()),
                  matcher.group(3) == null ? "n0" : matcher.group(3),
                  "txn",
                  request(output),
                  hasTimes ? Long.parseLong(matcher.group(4)) : 10L * index,
                  outcome,
                  hasTimes ? Long.parseLong(matcher.group(5)) : 10L * index + 5,
                  outcome == Outcome.OK ? output : NullNode.getInstance(),
                  outcome == Outcome.OK ? "" : matcher.group(7),
                  false)
              .inFinalRound(finalRound(matcher.group(1))));
    }
    return operations;
  }

  private static int finalRound(String round) {
    return round == null ? 0 : round.isEmpty() ? 1 : Integer.parseInt(round);
  }

  private static ArrayNode transaction(String text) {
    ArrayNode transaction = JsonNodeFactory.instance.arrayNode();
    for (String each : text.split(", ")) {
      String[] words = each.split(" ");
      transaction.addArray().add(words[0]).add(words[1]).add(JSON.readTree(words[2]));
    }
    return transaction;
  }

  /** The transaction as it was sent: reads have no value. */
  static ArrayNode request(JsonNode transaction) {
    ArrayNode request = JsonNodeFactory.instance.arrayNode();
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
