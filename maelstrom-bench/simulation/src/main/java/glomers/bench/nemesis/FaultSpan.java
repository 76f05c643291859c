package glomers.bench.nemesis;

import glomers.bench.network.Partition;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.List;

/**
 * A fault as it is planned: what goes wrong, for whom, from when to when.
 *
 * @param kind what goes wrong
 * @param startNanos when, since the start of the run
 * @param stopNanos when it is put right, unless the run ends before
 * @param nodes who is killed or paused; nobody for a partition
 * @param partition who does not hear whom from then on; nothing is cut unless it is a partition
 * @param label how such a partition is called; empty if it has no name
 */
public record FaultSpan(
    NemesisKind kind,
    long startNanos,
    long stopNanos,
    List<String> nodes,
    Partition partition,
    String label) {

  /** Nodes that are killed or paused. */
  public FaultSpan(NemesisKind kind, long startNanos, long stopNanos, List<String> nodes) {
    this(kind, startNanos, stopNanos, List.copyOf(nodes), Partition.NONE, "");
  }

  /** Nodes that are cut from nodes. */
  public FaultSpan(long startNanos, long stopNanos, Partition partition, String label) {
    this(NemesisKind.PARTITION, startNanos, stopNanos, List.of(), partition, label);
  }

  /** The same at another time. */
  public FaultSpan at(long start, long stop) {
    return new FaultSpan(kind, start, stop, nodes, partition, label);
  }

  /** The same among some of the nodes only. */
  public FaultSpan among(List<String> some) {
    return new FaultSpan(
        kind,
        startNanos,
        stopNanos,
        nodes.stream().filter(some::contains).toList(),
        partition.among(some),
        label);
  }

  /** Whether it does no harm to anybody. */
  public boolean isEmpty() {
    return nodes.isEmpty() && !partition.cutsAnything();
  }
}
