package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Whether all nodes ended up with the same value for every key, by their final reads: the
 * operations of the final phase, in which every node is asked for every key, and, if their values
 * differ, asked once more. They diverged if the values of a key differ in two rounds: between the
 * reads of a single one a transaction of unknown outcome may have taken effect. Of several final
 * reads of a key at a node the last one counts.
 *
 * <p>No model of consistency asks for this. Replicas that never hear of each other keep causal
 * consistency.
 *
 * @param outcome what came of it
 * @param counts the violations, by type
 * @param anomalies the first violations of each type
 */
public record Convergence(Outcome outcome, Map<String, Long> counts, List<Anomaly> anomalies) {

  private static final AnomalyType DIVERGENCE = AnomalyType.ours("divergence");
  private static final AnomalyType LOST_WRITE = AnomalyType.ours("lost-write");
  private static final AnomalyType UNANSWERED = AnomalyType.ours("unanswered-final-read");

  /** What came of it. */
  public enum Outcome {
    /** They did. */
    CONVERGED,
    /** They did not. */
    NOT_CONVERGED,
    /** There was no final phase. */
    NOT_ASKED
  }

  /** An acknowledged write: of a register only the last one of a key matters. */
  private record Write(JsonNode value, Operation operation) {}

  /** The last final read of a key at a node. */
  private record FinalRead(Operation operation, JsonNode value) {}

  /**
   * Compares the final reads.
   *
   * @param operations of function {@code txn} only
   * @param excuses the deaths of nodes that may have taken along what they alone had
   */
  public static Convergence of(List<Operation> operations, Deaths excuses) {
    return of(operations, excuses, "w");
  }

  /** The same for lists: a write is lost if a node's final list lacks what was appended. */
  public static Convergence ofLists(List<Operation> operations, Deaths excuses) {
    return of(operations, excuses, "append");
  }

  private static Convergence of(List<Operation> operations, Deaths excuses, String write) {
    if (operations.stream().noneMatch(Operation::isFinal)) {
      return new Convergence(Outcome.NOT_ASKED, Map.of(), List.of());
    }
    boolean areLists = !write.equals("w");
    Map<JsonNode, List<Write>> written = new LinkedHashMap<>();
    Map<JsonNode, SortedMap<String, FinalRead>> reads = new LinkedHashMap<>();
    Map<JsonNode, SortedMap<Integer, Set<JsonNode>>> valuesByRound = new HashMap<>();
    SortedMap<String, List<JsonNode>> unread = new TreeMap<>();
    for (Operation operation : operations) {
      unread.put(operation.node(), new ArrayList<>());
      if (operation.isOk()) {
        collect(operation, write, !excuses.follow(operation), written, reads, valuesByRound);
      }
    }
    var anomalies = new AnomalyList(List.of(DIVERGENCE, LOST_WRITE, UNANSWERED));
    reads.forEach((key, byNode) -> {
      long differing =
          valuesByRound.getOrDefault(key, new TreeMap<>()).values().stream()
              .filter(values -> values.size() > 1)
              .count();
      if (differing > 1) {
        divergence(key, byNode, anomalies);
      }
      byNode.forEach((node, read) -> {
        if (areLists) {
          lostAppends(key, node, byNode, written.getOrDefault(key, List.of()), anomalies);
        } else if (read.value().isNull() && written.containsKey(key)) {
          lostWrite(key, node, byNode, written.get(key).getLast(), anomalies);
        }
      });
      unread.forEach((node, keys) -> {
        if (!byNode.containsKey(node)) {
          keys.add(key);
        }
      });
    });
    unread.forEach((node, keys) -> {
      if (!keys.isEmpty()) {
        unanswered(node, keys, anomalies);
      }
    });
    return new Convergence(
        anomalies.anomalies().isEmpty() ? Outcome.CONVERGED : Outcome.NOT_CONVERGED,
        anomalies.counts(),
        anomalies.anomalies());
  }

  private static void collect(
      Operation operation,
      String write,
      boolean isKept,
      Map<JsonNode, List<Write>> written,
      Map<JsonNode, SortedMap<String, FinalRead>> reads,
      Map<JsonNode, SortedMap<Integer, Set<JsonNode>>> valuesByRound) {
    for (MicroOperation each : MicroOperation.parse(operation.output(), write).orElse(List.of())) {
      if (each.isWrite()) {
        if (isKept) {
          List<Write> ofKey = written.computeIfAbsent(each.key(), key -> new ArrayList<>());
          if (write.equals("w")) {
            ofKey.clear();
          }
          ofKey.add(new Write(each.value(), operation));
        }
        reads.computeIfAbsent(each.key(), key -> new TreeMap<>());
      } else if (operation.isFinal()) {
        JsonNode value =
            each.value().isEmpty() && each.value().isArray() ? Json.nothing() : each.value();
        reads
            .computeIfAbsent(each.key(), key -> new TreeMap<>())
            .put(operation.node(), new FinalRead(operation, value));
        valuesByRound
            .computeIfAbsent(each.key(), key -> new TreeMap<>())
            .computeIfAbsent(operation.finalRound(), round -> new HashSet<>())
            .add(value);
      }
    }
  }

  private static void divergence(
      JsonNode key, SortedMap<String, FinalRead> byNode, AnomalyList anomalies) {
    anomalies.add(
        DIVERGENCE,
        Subject.ofVersions(key, byNode.values().stream().map(FinalRead::value).toList()),
        () ->
            "The nodes ended up with different values of key %s: %s."
                .formatted(
                    key,
                    byNode.entrySet().stream()
                        .map(entry -> entry.getKey() + " has " + entry.getValue().value())
                        .collect(Collectors.joining(", "))),
        byNode.values().stream().map(FinalRead::operation).toArray(Operation[]::new));
  }

  private static void lostWrite(
      JsonNode key,
      String node,
      SortedMap<String, FinalRead> byNode,
      Write write,
      AnomalyList anomalies) {
    Operation writer = write.operation();
    anomalies.add(
        LOST_WRITE,
        Subject.ofVersion(key, write.value()).at(node),
        () ->
            "T%d wrote key %s = %s at %s and was acknowledged, but %s ended up without a value for it; %s."
                .formatted(
                    writer.index(),
                    key,
                    write.value(),
                    writer.node(),
                    node,
                    haveIt(byNode, read -> !read.value().isNull(), "a value for it")),
        writer,
        byNode.get(node).operation());
  }

  /** Told once for a key and a node, however much of it the node lacks. */
  private static void lostAppends(
      JsonNode key,
      String node,
      SortedMap<String, FinalRead> byNode,
      List<Write> writes,
      AnomalyList anomalies) {
    Set<JsonNode> present = byNode.get(node).value().valueStream().collect(Collectors.toSet());
    List<Write> missing =
        writes.stream().filter(write -> !present.contains(write.value())).toList();
    if (!missing.isEmpty()) {
      Write write = missing.getFirst();
      Operation writer = write.operation();
      int others = missing.size() - 1;
      anomalies.add(
          LOST_WRITE,
          Subject.ofVersion(key, write.value()).at(node),
          () ->
              "T%d appended %s to key %s at %s and was acknowledged, but %s ended up without it%s; %s."
                  .formatted(
                      writer.index(),
                      write.value(),
                      key,
                      writer.node(),
                      node,
                      others == 0 ? "" : " and %d more of that key".formatted(others),
                      haveIt(
                          byNode,
                          read -> read.value().valueStream().anyMatch(write.value()::equals),
                          "it")),
          writer,
          byNode.get(node).operation());
    }
  }

  /** Who has something still. */
  private static String haveIt(
      SortedMap<String, FinalRead> byNode, Predicate<FinalRead> hasIt, String what) {
    List<String> nodes =
        byNode.keySet().stream().filter(node -> hasIt.test(byNode.get(node))).toList();
    return switch (nodes.size()) {
      case 0 -> "nobody who said what it has has " + what;
      case 1 -> nodes.getFirst() + " has " + what;
      default -> String.join(", ", nodes) + " have " + what;
    };
  }

  private static void unanswered(String node, List<JsonNode> keys, AnomalyList anomalies) {
    anomalies.add(
        UNANSWERED,
        Subject.ofKey(keys.getFirst()).at(node),
        () ->
            "No final read at %s says which value it has of %d keys, %s among them."
                .formatted(node, keys.size(), keys.getFirst()));
  }
}
