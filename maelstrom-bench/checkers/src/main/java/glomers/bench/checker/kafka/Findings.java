package glomers.bench.checker.kafka;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Counts all findings and keeps the earliest few of each type. A broken log can yield a million:
 * what shows a finding is put into words only for those that are kept, at the end.
 */
final class Findings {

  /**
   * What shows a finding: a sentence or two, and the operations in the order of the story. One that
   * shows two things is listed once.
   */
  record Evidence(String description, List<Operation> operations, Subject subject) {
    Evidence {
      operations = operations.stream().distinct().toList();
    }

    Evidence(String description, List<Operation> operations) {
      this(description, operations, Subject.NONE);
    }

    Evidence(String description, Operation... operations) {
      this(description, List.of(operations));
    }

    /** The same about a message of a log. */
    Evidence about(KeyHistory history, JsonNode message) {
      return new Evidence(
          description, operations, Subject.ofVersion(Json.text(history.key()), message));
    }

    /** The same about a log. */
    Evidence about(KeyHistory history) {
      return about(history, Json.nothing());
    }
  }

  private record Finding(int operationIndex, long sequence, Supplier<Evidence> evidence) {
    static final Comparator<Finding> EARLIEST_FIRST =
        Comparator.comparingInt(Finding::operationIndex).thenComparingLong(Finding::sequence);
  }

  private static final class OfType {
    private final PriorityQueue<Finding> latestFirst =
        new PriorityQueue<>(Finding.EARLIEST_FIRST.reversed());
    private long count;
  }

  private final Map<LogAnomaly, OfType> types = new EnumMap<>(LogAnomaly.class);

  /**
   * Adds a finding.
   *
   * @param at the operation that gave it away
   * @param evidence asked for later, once, or never
   */
  void add(LogAnomaly type, Operation at, Supplier<Evidence> evidence) {
    OfType found = types.computeIfAbsent(type, unused -> new OfType());
    found.latestFirst.add(new Finding(at.index(), found.count++, evidence));
    if (found.latestFirst.size() > Verdict.MAX_ANOMALIES_SHOWN) {
      found.latestFirst.remove();
    }
  }

  /** How many there are of each type found. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    types.forEach((type, found) -> counts.merge(type.type().name(), found.count, Long::sum));
    return counts;
  }

  /** The earliest of each type, by type and then by time. */
  List<Anomaly> anomalies() {
    List<Anomaly> anomalies = new ArrayList<>();
    types.forEach((type, found) ->
        found.latestFirst.stream()
            .sorted(Finding.EARLIEST_FIRST)
            .map(finding -> finding.evidence().get())
            .map(shown ->
                new Anomaly(type.type(), shown.description(), shown.operations())
                    .about(shown.subject()))
            .forEach(anomalies::add));
    return anomalies;
  }
}
