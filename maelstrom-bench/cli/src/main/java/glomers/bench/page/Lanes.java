package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.NoOrder;
import glomers.bench.checker.Subject.Item;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page draws of a history that is not linearizable: clients as lanes, their operations as
 * bars, in the order that could be found, and where it ended. As much of the order as there is room
 * for, its end first.
 */
final class Lanes {

  private static final int MAX_OPERATIONS = 3_000;
  private static final int MAX_CONCURRENT = 200;
  private static final int MAX_WORDS_CHARS = 40;
  private static final int MAX_STATES = 16;

  private final List<Operation> history;

  Lanes(List<Operation> history) {
    this.history = history;
  }

  /** The data of one drawing. */
  ObjectNode of(Anomaly anomaly, NoOrder noOrder) {
    int skipped = Math.max(0, noOrder.prefix().size() - MAX_OPERATIONS);
    Optional<JsonNode> key =
        anomaly.subject().items().stream().map(Item::key).flatMap(Optional::stream).findFirst();
    Map<Integer, Operation> shown = new LinkedHashMap<>();
    noOrder.prefix().stream().skip(skipped).forEach(index -> put(index, shown));
    int ordered = shown.size();
    put(noOrder.unplaced(), shown);
    noOrder.concurrent().stream().limit(MAX_CONCURRENT).forEach(index -> put(index, shown));

    Columns columns = new Columns();
    for (Operation operation : shown.values()) {
      columns.add("index", operation.index());
      columns.add("process", operation.process());
      columns.add("invoked", operation.invokedNanos() / 1_000);
      columns.add("took", (operation.completedNanos() - operation.invokedNanos()) / 1_000);
      columns.add("outcome", operation.outcome().ordinal());
      columns.addText("words", Texts.cut(words(operation, key), MAX_WORDS_CHARS));
    }
    ObjectNode json = columns.json();
    json.put("ordered", ordered);
    json.put("skipped", skipped);
    ObjectNode nodes = json.putObject("nodes");
    shown
        .values()
        .forEach(operation -> nodes.put(Integer.toString(operation.process()), operation.node()));
    ArrayNode states = json.putArray("states");
    noOrder.states().stream()
        .limit(MAX_STATES)
        .forEach(state -> states.add(Texts.cut(state, MAX_WORDS_CHARS)));
    json.put("moreStates", Math.max(0, noOrder.states().size() - MAX_STATES));
    return json;
  }

  private void put(int index, Map<Integer, Operation> shown) {
    int place = Collections.binarySearch(new IndexesOf(history), index);
    if (place >= 0) {
      shown.put(index, history.get(place));
    }
  }

  /** The indexes of operations, which ascend. */
  private static final class IndexesOf extends AbstractList<Integer> implements RandomAccess {
    private final List<Operation> history;

    IndexesOf(List<Operation> history) {
      this.history = history;
    }

    @Override
    public Integer get(int place) {
      return history.get(place).index();
    }

    @Override
    public int size() {
      return history.size();
    }
  }

  /** What was asked and answered, without the key, which all of them have. */
  private static String words(Operation operation, Optional<JsonNode> key) {
    JsonNode input = withoutKey(operation.input(), key);
    JsonNode output = withoutKey(operation.output(), key);
    List<String> words = new ArrayList<>(List.of(operation.function()));
    if (!input.isNull()) {
      words.add(
          operation.function().equals("cas") && input.size() == 2
              ? input.get(0) + " to " + input.get(1)
              : input.toString());
    }
    if (operation.isOk() && !output.equals(input) && !output.isNull()
        || operation.function().equals("read") && operation.isOk()) {
      words.add("→ " + output);
    }
    return String.join(" ", words);
  }

  private static JsonNode withoutKey(JsonNode value, Optional<JsonNode> key) {
    boolean hasKey = key.isPresent() && value.isArray() && value.size() == 2;
    return value.isMissingNode()
        ? Json.nothing()
        : hasKey && value.get(0).toString().equals(key.get().toString()) ? value.get(1) : value;
  }
}
