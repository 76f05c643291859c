package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Each node answers its final read, and has every acknowledged value then. */
final class SetFinalReads {

  private static final int MAX_VALUES_NAMED = 8;

  private final SetElements elements;
  private final Predicate<JsonNode> isExcused;
  private final AnomalyList anomalies;

  /**
   * A check.
   *
   * @param isExcused the values that nodes may have taken along
   */
  SetFinalReads(SetElements elements, Predicate<JsonNode> isExcused, AnomalyList anomalies) {
    this.elements = elements;
    this.isExcused = isExcused;
    this.anomalies = anomalies;
  }

  void check(List<Operation> history, List<String> nodes) {
    Map<String, List<Operation>> byNode =
        history.stream().filter(Operation::isFinal).collect(Collectors.groupingBy(Operation::node));
    for (String node : byNode.isEmpty() ? List.<String>of() : nodes) {
      List<Operation> reads = byNode.getOrDefault(node, List.of());
      reads.stream().filter(Operation::isOk).forEach(this::check);
      if (reads.stream().noneMatch(Operation::isOk)) {
        anomalies.add(
            SetAnomalies.NO_FINAL_READ,
            Subject.ofNode(node),
            () -> noAnswer(node, reads),
            reads.toArray(Operation[]::new));
      }
    }
  }

  /** In words, for sets and counters alike. */
  static String noAnswer(String node, List<Operation> reads) {
    return node
        + " did not answer its final read"
        + reads.stream().findFirst().map(read -> " (" + Legend.of(read) + ")").orElse("");
  }

  private void check(Operation read) {
    BitSet present = elements.values().read(read.output()).present();
    List<Operation> missing =
        elements.acknowledgedByNode().values().stream()
            .flatMap(acknowledged -> acknowledged.missing(present).stream())
            .filter(addition -> !isExcused.test(addition.input()))
            .toList();
    if (!missing.isEmpty()) {
      List<Operation> named = missing.stream().limit(MAX_VALUES_NAMED).toList();
      List<Operation> shown = new ArrayList<>(named);
      shown.add(read);
      anomalies.add(
          SetAnomalies.INCOMPLETE_NODE,
          Subject.ofValues(named.stream().map(Operation::input).toList()).at(read.node()),
          () -> describe(read, missing.size(), named),
          shown.toArray(Operation[]::new));
    }
  }

  private static String describe(Operation read, int missing, List<Operation> named) {
    return read.node()
        + " never got "
        + missing
        + " acknowledged value"
        + (missing == 1 ? "" : "s")
        + ": "
        + SetWords.read(read)
        + " lacks "
        + String.join(", ", named.stream().map(addition -> addition.input().toString()).toList())
        + (missing > named.size() ? ", …" : "");
  }
}
