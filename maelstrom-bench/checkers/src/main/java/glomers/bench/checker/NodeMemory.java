package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A node that keeps its memory reads what it acknowledged before, and what its earlier reads had.
 */
final class NodeMemory {

  /** A node's read lacks a value that an earlier one had. */
  private record Gone(JsonNode value, Operation earlier, Operation read) {}

  private final SetElements elements;
  private final AnomalyList anomalies;
  private final Map<String, Map<JsonNode, Operation>> readByNode = new HashMap<>();
  private final List<Gone> gone = new ArrayList<>();

  NodeMemory(SetElements elements, AnomalyList anomalies) {
    this.elements = elements;
    this.anomalies = anomalies;
  }

  void check(Operation read, Set<JsonNode> values) {
    elements
        .acknowledgedByNode()
        .getOrDefault(read.node(), Map.of())
        .forEach((value, addition) -> {
          if (addition.completedNanos() < read.invokedNanos() && !values.contains(value)) {
            addNotStored(read, value, addition);
          }
        });
    noteGone(read, values);
  }

  private void addNotStored(Operation read, JsonNode value, Operation addition) {
    anomalies.add(
        SetAnomalies.ACKNOWLEDGED_NOT_STORED,
        Subject.ofValue(value).at(read.node()),
        () ->
            String.format(
                Locale.ROOT,
                "%s acknowledged %s after %.3f s (operation %d), and %s lacks it",
                read.node(),
                value,
                addition.completedNanos() / 1e9,
                addition.index(),
                SetWords.read(read)),
        addition,
        read);
  }

  /** A value that is gone from a node is told once, unless it comes back and goes again. */
  private void noteGone(Operation read, Set<JsonNode> values) {
    Map<JsonNode, Operation> known =
        readByNode.computeIfAbsent(read.node(), unused -> new LinkedHashMap<>());
    Iterator<Map.Entry<JsonNode, Operation>> entries = known.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<JsonNode, Operation> entry = entries.next();
      Operation earlier = entry.getValue();
      if (earlier.completedNanos() < read.invokedNanos() && !values.contains(entry.getKey())) {
        gone.add(new Gone(entry.getKey(), earlier, read));
        entries.remove();
      }
    }
    values.forEach(value -> known.putIfAbsent(value, read));
  }

  /**
   * Reports what is gone, at the end.
   *
   * @param isTold which values need no word any more
   */
  void addVanished(Predicate<JsonNode> isTold) {
    for (Gone one : gone) {
      if (!isTold.test(one.value())) {
        anomalies.add(
            SetAnomalies.VANISHED,
            Subject.ofValue(one.value()).at(one.read().node()),
            () ->
                "%s has %s, and %s lacks it"
                    .formatted(
                        SetWords.read(one.earlier()), one.value(), SetWords.read(one.read())),
            one.earlier(),
            one.read());
      }
    }
  }
}
