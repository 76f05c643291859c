package glomers.bench.checker.linear;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Sums up what was decided of each of a history's objects. Not thread-safe. */
final class ObjectVerdicts {

  private final Map<AnomalyType, List<Anomaly>> shown = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private Optional<Undecided> undecided = Optional.empty();
  private int objects;
  private int linearizable;
  private int undecidedCount;
  private long configurations;

  /**
   * Adds an object.
   *
   * @param key its key, where there is more than one
   * @param type what it is called if there is no order
   * @param original what stands in the history for an operation that was decided on
   */
  void add(
      Optional<JsonNode> key,
      Decision decision,
      AnomalyType type,
      UnaryOperator<Operation> original) {
    objects++;
    configurations += decision.configurations();
    String name = key.map(known -> "key " + known + ": ").orElse("");
    switch (decision) {
      case Decision.Linearizable ignored -> linearizable++;
      case Decision.Refused refused -> {
        counts.merge(type.name(), 1L, Long::sum);
        List<Anomaly> ofType = shown.computeIfAbsent(type, unused -> new ArrayList<>());
        if (ofType.size() < Verdict.MAX_ANOMALIES_SHOWN) {
          ofType.add(anomaly(key, name, refused, type, original));
        }
      }
      case Decision.GaveUp gaveUp -> {
        undecidedCount++;
        if (undecided.isEmpty()) {
          undecided = Optional.of(new Undecided(name + Refusals.describe(gaveUp), type.rule()));
        }
      }
    }
  }

  private static Anomaly anomaly(
      Optional<JsonNode> key,
      String name,
      Decision.Refused refused,
      AnomalyType type,
      UnaryOperator<Operation> original) {
    String node = refused.unplaced().node();
    return new Anomaly(
        type,
        name + Refusals.describe(refused),
        Refusals.shown(refused).stream().map(original).toList(),
        List.of(),
        key.map(Subject::ofKey).orElse(Subject.NONE).at(node),
        Optional.of(Refusals.noOrder(refused)));
  }

  Verdict verdict() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("object-count", objects);
    figures.put("linearizable-count", linearizable);
    figures.put("undecided-count", undecidedCount);
    figures.put("configuration-count", configurations);
    return new Verdict(
        figures, shown.values().stream().flatMap(List::stream).toList(), counts, undecided);
  }
}
