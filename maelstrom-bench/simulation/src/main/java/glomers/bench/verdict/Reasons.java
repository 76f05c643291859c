package glomers.bench.verdict;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Rule;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Subject.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Why a run is not valid, in the order in which to tell it: one of each type before the second of
 * any. What says nothing new is told once: of a type whose violations another one implies, of one
 * key at one node, and whatever would be the same sentence again.
 *
 * @param sentences the reasons, a sentence each
 * @param totalCount how many there are in all, those too that are left out or were never kept
 */
public record Reasons(List<String> sentences, long totalCount) {

  /** What is wrong already if something else is: by the type, those that imply it. */
  private static final Map<String, Set<String>> IMPLIED_BY =
      Map.of(
          "incomplete-node", Set.of("lost"),
          "acknowledged-not-stored", Set.of("lost", "vanished"),
          "nodes-disagree", Set.of("wrong-sum"),
          "stale-read", Set.of("lost", "incomplete-node", "wrong-sum", "divergence"));

  /** What a sentence says first: that a key, as a node has it, is wrong in some way. */
  private record Gist(AnomalyType kind, Set<JsonNode> keys, Optional<String> node) {}

  /**
   * The reasons.
   *
   * @param anomalyCounts how many anomalies there are of each type
   */
  static Reasons of(
      RuleSet rules,
      List<Anomaly> anomalies,
      Map<String, Long> anomalyCounts,
      List<Remark> remarks) {
    List<String> remarked = remarks.stream().map(Remark::sentence).toList();
    if (remarks.stream().anyMatch(remark -> remark.kind() == Remark.Kind.BROKEN_OFF)) {
      return new Reasons(remarked, remarked.size());
    }
    Set<String> sentences = new LinkedHashSet<>();
    withoutRepetition(inOrder(rules, anomalies))
        .forEach(anomaly -> sentences.add(anomaly.reason()));
    sentences.addAll(remarked);
    long counted = anomalyCounts.values().stream().mapToLong(Long::longValue).sum();
    return new Reasons(
        List.copyOf(sentences), Math.max(counted, anomalies.size()) + remarked.size());
  }

  /** Maelstrom's come first where they alone count. */
  static List<Anomaly> inOrder(RuleSet rules, List<Anomaly> anomalies) {
    Map<Anomaly, Integer> ranks = new HashMap<>();
    Map<AnomalyType, Integer> ofType = new HashMap<>();
    anomalies.forEach(
        anomaly -> ranks.putIfAbsent(anomaly, ofType.merge(anomaly.kind(), 1, Integer::sum)));
    List<Anomaly> inOrder = new ArrayList<>(anomalies);
    inOrder.sort(
        Comparator.comparingInt((Anomaly anomaly) -> isSecondary(rules, anomaly) ? 1 : 0)
            .thenComparingInt(ranks::get));
    return inOrder;
  }

  private static boolean isSecondary(RuleSet rules, Anomaly anomaly) {
    return rules == RuleSet.MAELSTROM && anomaly.rule() != Rule.MAELSTROM;
  }

  private static List<Anomaly> withoutRepetition(List<Anomaly> inOrder) {
    Set<String> types = inOrder.stream().map(Anomaly::type).collect(Collectors.toSet());
    Set<String> told = new HashSet<>();
    Set<Gist> gists = new HashSet<>();
    List<Anomaly> kept = new ArrayList<>();
    for (Anomaly anomaly : inOrder) {
      boolean isImplied =
          IMPLIED_BY.getOrDefault(anomaly.type(), Set.of()).stream().anyMatch(types::contains);
      boolean isNew = told.add(anomaly.type()) || !isImplied;
      if (isNew && gist(anomaly).map(gists::add).orElse(true)) {
        kept.add(anomaly);
      }
    }
    return kept;
  }

  /** Of cycles each is another story, whatever the keys. */
  private static Optional<Gist> gist(Anomaly anomaly) {
    Set<JsonNode> keys =
        anomaly.subject().items().stream()
            .map(Item::key)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return keys.isEmpty() || !anomaly.dependencies().isEmpty()
        ? Optional.empty()
        : Optional.of(new Gist(anomaly.kind(), keys, anomaly.subject().node()));
  }
}
