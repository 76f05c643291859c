package glomers.bench.page;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.history.Operation;
import glomers.bench.maelstrom.EdnHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Finds anomalies in Maelstrom's results. Each of its checkers has a form of its own; what they
 * have in common is that lines of the history stand in them, by which the operations are found.
 */
final class MaelstromAnomalies {

  private static final int MAX_OF_A_TYPE = 8;
  private static final int MAX_TEXT_CHARS = 600;

  private final EdnHistory history;
  private final List<Operation> operations;

  MaelstromAnomalies(EdnHistory history, List<Operation> operations) {
    this.history = history;
    this.operations = operations;
  }

  /** What the results show. */
  List<Anomaly> of(JsonNode results) {
    JsonNode workload = results.path("workload");
    List<Anomaly> anomalies = new ArrayList<>();
    // Elle: a map of types, each with a list of cases.
    workload
        .path("anomalies")
        .properties()
        .forEach(type -> type.getValue().forEach(found -> add(anomalies, type.getKey(), found)));
    // Kafka: the bad types by name, and each of them with a count and some cases.
    workload
        .path("bad-error-types")
        .forEach(type ->
            workload
                .path(type.asString())
                .path("errs")
                .forEach(found -> add(anomalies, type.asString(), found)));
    // Broadcast: a list of values.
    workload
        .path("lost")
        .forEach(value ->
            anomalies.add(
                new Anomaly(
                        AnomalyType.ofMaelstrom("lost"),
                        "The value " + value + " was acknowledged, and no later read has it.",
                        operations.stream()
                            .filter(operation ->
                                operation.function().equals("broadcast")
                                    && operation.input().equals(value))
                            .toList())
                    .about(Subject.ofValue(value))));
    if (anomalies.isEmpty() && workload.path("valid?").asString("").equals("false")) {
      add(anomalies, "invalid", workload);
    }
    return anomalies;
  }

  private void add(List<Anomaly> anomalies, String type, JsonNode found) {
    if (anomalies.stream().filter(anomaly -> anomaly.type().equals(type)).count() < MAX_OF_A_TYPE) {
      Map<Integer, Operation> mentioned = new LinkedHashMap<>();
      collect(found, mentioned);
      anomalies.add(
          new Anomaly(
              AnomalyType.ofMaelstrom(type),
              Texts.cut(found.toString(), MAX_TEXT_CHARS),
              List.copyOf(mentioned.values())));
    }
  }

  private void collect(JsonNode value, Map<Integer, Operation> mentioned) {
    if (value.isObject() && value.has("index") && value.has("process") && value.has("f")) {
      history
          .byEvent(value.path("index").asLong(-1))
          .ifPresent(operation -> mentioned.putIfAbsent(operation.index(), operation));
    } else {
      value.forEach(inner -> collect(inner, mentioned));
    }
  }
}
