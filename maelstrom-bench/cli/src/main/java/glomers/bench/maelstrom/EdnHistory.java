package glomers.bench.maelstrom;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.Partition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Maelstrom's {@code history.edn}: a line for the beginning of each operation and one for its end,
 * and those of the nemesis among them.
 */
public final class EdnHistory {

  private final List<String> nodes;
  private final int concurrency;
  private final List<JsonNode> invocations = new ArrayList<>();
  private final List<JsonNode> completions = new ArrayList<>();
  private final Map<Integer, Integer> openByProcess = new HashMap<>();
  private final Map<Long, Integer> placeByEvent = new HashMap<>();
  private final Map<String, JsonNode> announcedFaults = new LinkedHashMap<>();
  private final List<FaultEvent> faults = new ArrayList<>();
  private long lastNanos;

  private EdnHistory(List<String> nodes, int concurrency) {
    this.nodes = nodes;
    this.concurrency = concurrency;
  }

  /**
   * Reads a history.
   *
   * @param nodes the names of the nodes, in their order
   * @param concurrency how many threads asked; after an outcome that it does not know a thread goes
   *     on as the process whose number is greater by this
   */
  public static EdnHistory read(Path file, List<String> nodes, int concurrency) throws IOException {
    EdnHistory history = begin(nodes, concurrency);
    Edn.read(file, history::add);
    return history;
  }

  /**
   * A history to which events are to be added.
   *
   * @param nodes the names of the nodes, in their order; without any, each process is one of its
   *     own
   * @param concurrency how many threads asked
   */
  public static EdnHistory begin(List<String> nodes, int concurrency) {
    return new EdnHistory(nodes, concurrency);
  }

  /** Adds the next event: the beginning or the end of an operation, or what the nemesis did. */
  public void add(JsonNode event) {
    lastNanos = Math.max(lastNanos, event.path("time").asLong());
    if (!event.path("process").isNumber()) {
      addFault(event);
      return;
    }
    int process = event.path("process").asInt();
    if (event.path("type").asString().equals("invoke")) {
      openByProcess.put(process, invocations.size());
      placeByEvent.put(event.path("index").asLong(), invocations.size());
      invocations.add(event);
      completions.add(Json.nothing());
    } else {
      Integer place = openByProcess.remove(process);
      if (place != null) {
        placeByEvent.put(event.path("index").asLong(), place);
        completions.set(place, event);
      }
    }
  }

  /** The nemesis says each thing twice: what it is about to do, and what it has done. */
  private void addFault(JsonNode event) {
    String[] words = event.path("f").asString("").split("-", 2);
    if (words.length < 2 || !words[0].equals("start") && !words[0].equals("stop")) {
      return;
    }
    JsonNode announced = announcedFaults.remove(event.path("f").asString());
    if (announced == null) {
      announcedFaults.put(event.path("f").asString(), event);
      return;
    }
    boolean isStart = words[0].equals("start");
    faults.add(
        new FaultEvent(
            // It takes effect some time between the two.
            (isStart ? announced : event).path("time").asLong(),
            words[1],
            isStart,
            isStart
                ? announced.path("value").asString("")
                    + " "
                    + partition(event.path("value").path(1)).describe(nodes)
                : "healed",
            List.of()));
  }

  private static Partition partition(JsonNode grudges) {
    Map<String, Set<String>> unheard = new LinkedHashMap<>();
    grudges
        .properties()
        .forEach(grudge -> {
          Set<String> senders = new LinkedHashSet<>();
          grudge.getValue().forEach(sender -> senders.add(sender.asString()));
          unheard.put(grudge.getKey(), senders);
        });
    return new Partition(unheard);
  }

  /** All operations in the order of invocation. One that never ended has an unknown outcome. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>(invocations.size());
    for (int place = 0; place < invocations.size(); place++) {
      operations.add(operation(place));
    }
    return operations;
  }

  private Operation operation(int place) {
    JsonNode begun = invocations.get(place);
    JsonNode ended = completions.get(place);
    Outcome outcome =
        switch (ended.path("type").asString("info")) {
          case "ok" -> Outcome.OK;
          case "fail" -> Outcome.FAIL;
          default -> Outcome.INFO;
        };
    int process = begun.path("process").asInt();
    JsonNode error = ended.path("error");
    return new Operation(
        place,
        process,
        begun.path("node").isString() ? begun.path("node").asString() : node(process),
        begun.path("f").asString(),
        begun.path("value"),
        begun.path("time").asLong(),
        outcome,
        ended.path("time").asLong(lastNanos),
        outcome == Outcome.OK ? ended.path("value") : Json.nothing(),
        outcome == Outcome.OK ? ErrorKind.NONE : errorKind(error),
        outcome == Outcome.OK
            ? ""
            : error.isMissingNode()
                ? "no answer"
                : error.isString() ? error.asString() : error.toString(),
        begun.path("final?").asBoolean(false) ? 1 : 0);
  }

  /** Maelstrom's clients write a code's name down, and its text behind it. */
  private static ErrorKind errorKind(JsonNode error) {
    String name = error.isArray() ? error.path(0).asString("") : error.asString("");
    return switch (name) {
      case "key-does-not-exist" -> ErrorKind.NO_SUCH_KEY;
      case "precondition-failed" -> ErrorKind.PRECONDITION_FAILED;
      case "net-timeout", "timeout" -> ErrorKind.NO_ANSWER;
      default -> ErrorKind.OTHER;
    };
  }

  /** As Jepsen has it: each thread asks one node for good, under whatever number. */
  private String node(int process) {
    int thread = process % concurrency;
    return nodes.isEmpty() ? "p" + process : nodes.get(thread % nodes.size());
  }

  /** The operation to which a line of the history belongs, by the line's own index. */
  public Optional<Operation> byEvent(long index) {
    return Optional.ofNullable(placeByEvent.get(index)).map(this::operation);
  }

  /** What the nemesis did. */
  public List<FaultEvent> faults() {
    return List.copyOf(faults);
  }

  /** The time of the last line. */
  public long lastNanos() {
    return lastNanos;
  }
}
