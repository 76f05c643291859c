package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories as text, a line for each operation, in the order of invocation: when it began and ended
 * (in ms), the client process, what it did, and how that ended.
 *
 * <pre>
 *  0-1  p1 send k a -> 7               message a was acknowledged at offset 7
 *  0-1  p1 send k b fail               or: info
 *  0-1  p1@n2 send k b -> 8            at node n2, not n0
 *  2-3  p2 poll k@5 l@0 -> k:7=a,8=b   asked for k from 5, l from 0; got two of k, none of l
 *  2-3  p2 final poll k@5 ->           in the final phase; got nothing
 *  4-5  p2 assign k l -> k@8 l@0       is to poll from these positions
 *  4-5  p2 rewind k l -> k@0 l@0       the same, but seeking to the beginning
 *  6-6  p2 crash info
 * </pre>
 */
public final class HistoryText {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private HistoryText() {}

  /** The history that a text tells. */
  public static List<Operation> parse(String text) {
    List<Operation> history = new ArrayList<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> history.add(parseLine(history.size(), line)));
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).invokedNanos() < history.get(i - 1).invokedNanos()) {
        throw new IllegalArgumentException("Line " + i + " began before the line above it.");
      }
    }
    return history;
  }

  private static Operation parseLine(int index, String line) {
    List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
    String[] times = words.removeFirst().split("-");
    String[] client = words.removeFirst().substring(1).split("@");
    boolean isFinal = words.remove("final");
    String verb = words.removeFirst();
    int arrow = words.indexOf("->");
    List<String> asked = words.subList(0, arrow < 0 ? words.size() - 1 : arrow);
    List<String> answered = arrow < 0 ? List.of() : words.subList(arrow + 1, words.size());
    return new Operation(
        index,
        Integer.parseInt(client[0]),
        client.length == 1 ? "n0" : client[1],
        verb.equals("rewind") ? "assign" : verb,
        input(verb, asked),
        Long.parseLong(times[0]) * NANOS_PER_MILLI,
        arrow >= 0 ? Outcome.OK : words.getLast().equals("fail") ? Outcome.FAIL : Outcome.INFO,
        Long.parseLong(times[1]) * NANOS_PER_MILLI,
        arrow < 0 ? NullNode.getInstance() : output(verb, answered),
        arrow < 0 ? words.getLast() : "",
        isFinal);
  }

  private static ObjectNode input(String verb, List<String> asked) {
    ObjectNode input = JSON.objectNode();
    switch (verb) {
      case "send" -> input.put("key", asked.get(0)).put("msg", asked.get(1));
      case "poll" -> input.set("offsets", positions(asked));
      case "assign", "rewind" -> {
        ArrayNode keys = input.putArray("keys");
        asked.forEach(keys::add);
        input.put("seekToBeginning", verb.equals("rewind"));
      }
      default -> {}
    }
    return input;
  }

  private static ObjectNode output(String verb, List<String> answered) {
    ObjectNode output = JSON.objectNode();
    switch (verb) {
      case "send" -> output.put("offset", Long.parseLong(answered.get(0)));
      case "poll" -> {
        ObjectNode msgs = output.putObject("msgs");
        for (String word : answered) {
          ArrayNode pairs = msgs.putArray(word.substring(0, word.indexOf(':')));
          for (String pair : word.substring(word.indexOf(':') + 1).split(",")) {
            String[] parts = pair.split("=");
            pairs.addArray().add(Long.parseLong(parts[0])).add(parts[1]);
          }
        }
      }
      default -> output.set("offsets", positions(answered));
    }
    return output;
  }

  private static ObjectNode positions(List<String> words) {
    ObjectNode positions = JSON.objectNode();
    for (String word : words) {
      String[] parts = word.split("@");
      positions.put(parts[0], Long.parseLong(parts[1]));
    }
    return positions;
  }
}
