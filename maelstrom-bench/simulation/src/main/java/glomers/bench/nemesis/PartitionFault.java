package glomers.bench.nemesis;

import glomers.bench.network.Network;
import glomers.bench.network.Partition;
import java.util.List;

/** Cuts nodes from nodes. */
public final class PartitionFault implements Fault {

  private final Network network;
  private final List<String> nodes;
  private final DownBudget budget;

  /**
   * A fault of the given network.
   *
   * @param budget told of each partition and of its end
   */
  public PartitionFault(Network network, List<String> nodes, DownBudget budget) {
    this.network = network;
    this.nodes = List.copyOf(nodes);
    this.budget = budget;
  }

  @Override
  public Deed start(FaultSpan span) {
    if (!span.partition().cutsAnything()) {
      return Deed.of("nobody to cut off");
    }
    network.setPartition(span.partition());
    budget.disturbed();
    return Deed.of((span.label() + " " + span.partition().describe(nodes)).strip());
  }

  @Override
  public Deed stop(FaultSpan span) {
    network.setPartition(Partition.NONE);
    budget.disturbed();
    return Deed.of("healed");
  }
}
