package glomers.bench.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who does not hear whom.
 *
 * @param unheard for each receiver the senders whose messages it drops
 */
public record Partition(Map<String, Set<String>> unheard) {

  /** Everybody hears everybody. */
  public static final Partition NONE = new Partition(Map.of());

  /** Whether messages on this way are dropped. */
  public boolean cuts(String src, String dest) {
    return !unheard.isEmpty() && unheard.getOrDefault(dest, Set.of()).contains(src);
  }

  /** Whether anything is cut at all. */
  public boolean cutsAnything() {
    return unheard.values().stream().anyMatch(senders -> !senders.isEmpty());
  }

  /** The same among some of the nodes only. */
  public Partition among(List<String> some) {
    Map<String, Set<String>> rest = new LinkedHashMap<>();
    unheard.forEach((receiver, senders) -> {
      Set<String> left = new LinkedHashSet<>(senders);
      left.retainAll(some);
      if (some.contains(receiver) && !left.isEmpty()) {
        rest.put(receiver, left);
      }
    });
    return new Partition(rest);
  }

  /**
   * Puts it into words for people. Nodes that hear the same others make a group: {@code n0 | n1
   * n2}.
   *
   * @param nodes all nodes, in the order in which to name them
   */
  public String describe(List<String> nodes) {
    Map<Set<String>, List<String>> groups = new LinkedHashMap<>();
    for (String node : nodes) {
      Set<String> heard = new LinkedHashSet<>(nodes);
      heard.removeAll(unheard.getOrDefault(node, Set.of()));
      groups.computeIfAbsent(heard, unused -> new ArrayList<>()).add(node);
    }
    List<String> parts = new ArrayList<>();
    groups.forEach((heard, members) ->
        parts.add(
            heard.equals(Set.copyOf(members))
                ? String.join(" ", members)
                : String.join(" ", members) + " hears " + String.join(" ", heard)));
    return String.join(groups.size() > 2 ? ", " : " | ", parts);
  }
}
