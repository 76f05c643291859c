package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * All values of a set in the order in which they were first asked to be added, with what the
 * history says of each: a replay of its events. Used once.
 */
final class SetElements {

  private final Map<JsonNode, SetElement> elements = new LinkedHashMap<>();
  private final Map<String, Map<JsonNode, Operation>> acknowledgedByNode = new LinkedHashMap<>();
  private final Map<String, Set<JsonNode>> lastReadByNode = new HashMap<>();

  /** Told of each read that was answered, while all is known that had happened by its end. */
  @FunctionalInterface
  interface ReadListener {
    void read(Operation read, Set<JsonNode> values);
  }

  /** Replays a history. */
  void replay(List<Operation> history, ReadListener listener) {
    List<Event> events = Event.of(history);
    int[] begunAt = new int[history.isEmpty() ? 0 : history.getLast().index() + 1];
    for (int position = 0; position < events.size(); position++) {
      Operation operation = events.get(position).operation();
      if (!events.get(position).isEnd()) {
        begunAt[operation.index()] = position;
        if (isAddition(operation)) {
          elements.put(operation.input(), new SetElement(operation));
        }
      } else if (operation.isOk() && isAddition(operation)) {
        elements.get(operation.input()).acknowledged(operation, position);
        acknowledgedByNode
            .computeIfAbsent(operation.node(), unused -> new LinkedHashMap<>())
            .put(operation.input(), operation);
      } else if (operation.isOk()) {
        Set<JsonNode> values = values(operation);
        seen(operation, values, begunAt[operation.index()], position);
        listener.read(operation, values);
      }
    }
  }

  private void seen(Operation read, Set<JsonNode> values, int begunAt, int endedAt) {
    lastReadByNode.put(read.node(), values);
    elements.forEach((value, element) -> {
      if (values.contains(value)) {
        element.present(read, begunAt, endedAt);
      } else {
        element.absent(read, begunAt);
      }
    });
  }

  static boolean isAddition(Operation operation) {
    return !operation.function().equals("read");
  }

  /** What a read has; nothing if that is null. */
  static Set<JsonNode> values(Operation read) {
    return read.output().valueStream().collect(Collectors.toSet());
  }

  Map<JsonNode, SetElement> byValue() {
    return elements;
  }

  /** By node what it acknowledged, in that order, and by which operation. */
  Map<String, Map<JsonNode, Operation>> acknowledgedByNode() {
    return acknowledgedByNode;
  }

  /** The nodes whose last read that was answered has a value, by name. */
  List<String> keepers(JsonNode value) {
    List<String> keepers = new ArrayList<>();
    lastReadByNode.forEach((node, values) -> {
      if (values.contains(value)) {
        keepers.add(node);
      }
    });
    return keepers.stream().sorted().toList();
  }
}
