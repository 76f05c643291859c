package glomers.bench.nemesis;

import glomers.bench.network.Network;
import glomers.bench.network.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Cuts nodes from nodes, in one of Jepsen's four ways. Unlike Maelstrom's it never picks a way that
 * would cut nobody, such as a minority third of two nodes.
 */
public final class PartitionFault implements Fault {

  private final Network network;
  private final List<String> nodes;
  private final List<PartitionKind> kinds;
  private final RandomGenerator random;
  private final DownBudget budget;

  /**
   * A fault of the given network.
   *
   * @param budget told of each partition and of its end
   */
  public PartitionFault(
      Network network, List<String> nodes, DownBudget budget, RandomGenerator random) {
    this.network = network;
    this.budget = budget;
    this.nodes = List.copyOf(nodes);
    this.random = random;
    this.kinds = kindsThatCut(this.nodes);
  }

  private static List<PartitionKind> kindsThatCut(List<String> nodes) {
    // Whether a kind cuts anybody depends on the number of nodes alone, so any draw tells.
    RandomGenerator any = new java.util.SplittableRandom(0);
    List<PartitionKind> kinds = new ArrayList<>();
    for (PartitionKind kind : PartitionKind.values()) {
      if (kind.draw(nodes, any).cutsAnything()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  @Override
  public String name() {
    return "partition";
  }

  /** As on Maelstrom. */
  @Override
  public boolean beginsAtOnce() {
    return true;
  }

  @Override
  public String start() {
    if (kinds.isEmpty()) {
      return "nobody to cut off";
    }
    PartitionKind kind = kinds.get(random.nextInt(kinds.size()));
    Partition partition = kind.draw(nodes, random);
    network.setPartition(partition);
    budget.disturbed();
    return kind.label() + " " + describe(partition);
  }

  @Override
  public String stop() {
    network.setPartition(Partition.NONE);
    budget.disturbed();
    return "healed";
  }

  /** Nodes that hear the same others make a group: {@code n0 | n1 n2}. */
  private String describe(Partition partition) {
    Map<Set<String>, List<String>> groups = new LinkedHashMap<>();
    for (String node : nodes) {
      Set<String> heard = new LinkedHashSet<>(nodes);
      heard.removeAll(partition.unheard().getOrDefault(node, Set.of()));
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
