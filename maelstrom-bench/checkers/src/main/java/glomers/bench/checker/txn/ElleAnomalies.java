package glomers.bench.checker.txn;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of Elle's anomalies is a case of which other, and so what Elle holds against a history that
 * was to keep some models.
 */
public final class ElleAnomalies {

  private static final List<String> KINDS =
      List.of(
          "G0",
          "G1c",
          "G1",
          "G-single-item",
          "G-single",
          "G-nonadjacent-item",
          "G-nonadjacent",
          "G2-item",
          "G2");

  private static final Map<String, Set<String>> IMPLIED = implied();

  private ElleAnomalies() {}

  private static Map<String, Set<String>> implied() {
    Map<String, Set<String>> implied = new HashMap<>();
    for (String kind : KINDS) {
      add(implied, kind, kind + "-process");
      add(implied, kind + "-process", kind + "-realtime");
    }
    for (String suffix : List.of("", "-process", "-realtime")) {
      add(implied, "G0" + suffix, "G1c" + suffix);
      add(implied, "G1c" + suffix, "G1" + suffix);
      add(implied, "G-single-item" + suffix, "G-single" + suffix, "G-nonadjacent-item" + suffix);
      add(implied, "G-single" + suffix, "G-nonadjacent" + suffix);
      add(implied, "G-nonadjacent-item" + suffix, "G-nonadjacent" + suffix, "G2-item" + suffix);
      add(implied, "G-nonadjacent" + suffix, "G2" + suffix);
      add(implied, "G2-item" + suffix, "G2" + suffix);
    }
    add(implied, "G1a", "G1");
    add(implied, "G1b", "G1");
    add(implied, "G-single", "G-SIb");
    add(implied, "G-SIa", "G-SI");
    add(implied, "G-SIb", "G-SI");
    add(implied, "incompatible-order", "G1a");
    add(implied, "dirty-update", "G1a");
    add(implied, "future-read", "G1c");
    add(implied, "lost-update", "write-skew", "G2-item");
    add(implied, "write-skew", "G2");
    return implied;
  }

  private static void add(Map<String, Set<String>> implied, String special, String... general) {
    implied.computeIfAbsent(special, name -> new HashSet<>()).addAll(List.of(general));
  }

  /** All that an anomaly is a case of, itself included. */
  public static Set<String> impliedBy(String anomaly) {
    Set<String> all = new HashSet<>(Set.of(anomaly));
    Deque<String> open = new ArrayDeque<>(all);
    while (!open.isEmpty()) {
      for (String next : IMPLIED.getOrDefault(open.pop(), Set.of())) {
        if (all.add(next)) {
          open.push(next);
        }
      }
    }
    return all;
  }

  /** Whether Elle holds an anomaly against a history that was to keep some models. */
  public static boolean isProscribed(String anomaly, Collection<ConsistencyModel> demanded) {
    Set<String> implied = impliedBy(anomaly);
    return ConsistencyModel.impliedByElle(demanded).stream()
        .flatMap(model -> model.proscribed().stream())
        .anyMatch(implied::contains);
  }
}
