package glomers.bench.nemesis;

import glomers.bench.network.Network;
import glomers.bench.network.Partition;
import java.util.ArrayList;
import java.util.List;
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
  public Deed start() {
    if (kinds.isEmpty()) {
      return Deed.of("nobody to cut off");
    }
    PartitionKind kind = kinds.get(random.nextInt(kinds.size()));
    Partition partition = kind.draw(nodes, random);
    network.setPartition(partition);
    budget.disturbed();
    return Deed.of(kind.label() + " " + partition.describe(nodes));
  }

  @Override
  public Deed stop() {
    network.setPartition(Partition.NONE);
    budget.disturbed();
    return Deed.of("healed");
  }
}
