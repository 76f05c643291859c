package glomers.bench.checker.txn;

import glomers.bench.checker.txn.SimulatedStore.Isolation;
import glomers.bench.checker.txn.SimulatedStore.Replication;
import glomers.bench.checker.txn.SimulatedStore.Setting;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Histories for Elle and for the checker to judge: good ones, and ones broken at every level. As a
 * program it writes each as {@code <name>.edn}, for Elle, and as {@code <name>.json}, for {@link
 * ElleComparisonTest}.
 */
final class ElleHistories {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ElleHistories() {}

  /**
   * Writes histories.
   *
   * @param args the folder to write them to; how many seeds of each store; how many transactions
   *     each; how many random histories
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Map<String, List<Operation>> histories =
        generate(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    for (Map.Entry<String, List<Operation>> history : histories.entrySet()) {
      Files.writeString(folder.resolve(history.getKey() + ".edn"), toEdn(history.getValue()));
      Files.writeString(
          folder.resolve(history.getKey() + ".json"), toJson(history.getValue()).toString());
    }
  }

  private static Map<String, List<Operation>> generate(int seeds, int transactions, int randoms) {
    Map<String, List<Operation>> histories = new LinkedHashMap<>();
    for (Isolation isolation : Isolation.values()) {
      for (Replication replication : Replication.values()) {
        for (int seed = 0; seed < seeds; seed++) {
          int nodes = 1 + seed % 3;
          Setting setting =
              Setting.of(nodes, transactions, isolation, replication)
                  .withProcesses(2 * nodes)
                  .withFailures(0.1 * (seed % 2), seed % 4 == 1);
          histories.put(
              "%s-%s-%d".formatted(isolation, replication, seed).toLowerCase(Locale.ROOT),
              SimulatedStore.history(setting, seed));
        }
      }
    }
    RandomHistories random = new RandomHistories(11);
    for (int i = 0; i < randoms; i++) {
      histories.put("random-" + i, random.next(6));
    }
    return histories;
  }

  /** One event of Jepsen's: an operation begins or ends. */
  private record Event(long nanos, boolean isEnd, Operation operation) {}

  /** The history as Jepsen writes it. What happens at one instant is concurrent. */
  static String toEdn(List<Operation> history) {
    List<Event> events = new ArrayList<>();
    for (Operation operation : history) {
      events.add(new Event(operation.invokedNanos(), false, operation));
      events.add(new Event(operation.completedNanos(), true, operation));
    }
    events.sort(Comparator.comparingLong(Event::nanos).thenComparing(Event::isEnd));
    StringBuilder edn = new StringBuilder("[");
    for (Event event : events) {
      Operation operation = event.operation();
      String type = event.isEnd() ? operation.outcome().name().toLowerCase(Locale.ROOT) : "invoke";
      JsonNode value = event.isEnd() && operation.isOk() ? operation.output() : operation.input();
      edn.append(
          "{:type :%s, :process %d, :f :txn, :value [%s], :time %d}%n"
              .formatted(
                  type,
                  operation.process(),
                  StreamSupport.stream(value.spliterator(), false)
                      .map(ElleHistories::microOperation)
                      .collect(Collectors.joining(" ")),
                  event.nanos()));
    }
    return edn.append("]").toString();
  }

  private static String microOperation(JsonNode each) {
    return "[:%s %s %s]"
        .formatted(
            each.get(0).stringValue(),
            each.get(1),
            each.get(2).isNull() ? "nil" : each.get(2).toString());
  }

  /** The history as an array of [process, invokedNanos, completedNanos, outcome, transaction]. */
  static ArrayNode toJson(List<Operation> history) {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    for (Operation operation : history) {
      operations
          .addArray()
          .add(operation.process())
          .add(operation.invokedNanos())
          .add(operation.completedNanos())
          .add(operation.outcome().name())
          .add(operation.isOk() ? operation.output() : operation.input());
    }
    return operations;
  }

  static List<Operation> fromJson(JsonNode operations) {
    List<Operation> history = new ArrayList<>();
    for (JsonNode each : operations) {
      Outcome outcome = Outcome.valueOf(each.get(3).stringValue());
      history.add(
          new Operation(
              history.size(),
              each.get(0).intValue(),
              "n0",
              "txn",
              TextHistory.request(each.get(4)),
              each.get(1).longValue(),
              outcome,
              each.get(2).longValue(),
              outcome == Outcome.OK ? each.get(4) : NullNode.getInstance(),
              "",
              false));
    }
    return history;
  }

  /** A history with what Elle says of it, by model. */
  record Judged(String name, List<Operation> history, Map<String, String> elle) {}

  /**
   * Reads judged histories.
   *
   * @param lines one object on each: name, history, and what Elle says by model ("true", "false" or
   *     "unknown")
   */
  static List<Judged> readJudged(List<String> lines) {
    return lines.stream()
        .map(line -> {
          ObjectNode judged = (ObjectNode) JSON.readTree(line);
          Map<String, String> elle = new LinkedHashMap<>();
          judged
              .get("elle")
              .properties()
              .forEach(model -> elle.put(model.getKey(), model.getValue().stringValue()));
          return new Judged(
              judged.get("name").stringValue(), fromJson(judged.get("history")), elle);
        })
        .toList();
  }
}
