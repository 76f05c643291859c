package glomers.bench.run;

import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to test and how: Maelstrom's options of the same names, and ours.
 *
 * @param workload the workload's name
 * @param nodes the names of the nodes
 * @param concurrency how many workers ask at the same time; worker i asks node i modulo their number
 * @param timeLimitSeconds how long they ask
 * @param rate how many operations a second they begin, on average; none if 0
 * @param latency how long messages travel between servers
 * @param linkFaults what happens to messages between nodes
 * @param nemeses which faults to inject
 * @param nemesisIntervalSeconds the mean time between a fault's start and stop, and the next start
 * @param maxDown how many nodes may be killed or paused at the same time; a minority if empty
 * @param requiredOkFraction the part of all operations that has to succeed; any if empty
 * @param consistencyModels what transactions have to keep
 * @param topology which neighbours the nodes of a broadcast are offered
 * @param keyCount how many keys are in use at once; the workload's own number if empty
 * @param maxTxnLength how many operations a transaction has at most
 * @param maxWritesPerKey how often a key is written
 * @param seed where all chance comes from
 */
public record TestOptions(
    String workload,
    List<String> nodes,
    int concurrency,
    long timeLimitSeconds,
    double rate,
    Latency latency,
    LinkFaults linkFaults,
    Set<NemesisKind> nemeses,
    double nemesisIntervalSeconds,
    OptionalInt maxDown,
    OptionalDouble requiredOkFraction,
    List<String> consistencyModels,
    String topology,
    OptionalInt keyCount,
    int maxTxnLength,
    int maxWritesPerKey,
    long seed) {

  /** The faults that can be asked for. */
  public enum NemesisKind {
    /** Nodes are cut from nodes. */
    PARTITION,
    /** Nodes die and start again. */
    KILL,
    /** Nodes stop and go on. */
    PAUSE
  }

  /** A test of the given workload with Maelstrom's defaults, for tests of the bench to start from. */
  public static TestOptions defaults(String workload, int nodeCount) {
    List<String> nodes =
        java.util.stream.IntStream.range(0, nodeCount).mapToObj(i -> "n" + i).toList();
    return new TestOptions(
        workload,
        nodes,
        nodeCount,
        60,
        5,
        Latency.NONE,
        LinkFaults.NONE,
        Set.of(),
        10,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        List.of("strict-serializable"),
        "grid",
        OptionalInt.empty(),
        4,
        16,
        0);
  }

  /** How many nodes may be down at the same time. */
  public int maxDownOrMinority() {
    return maxDown.orElse((nodes.size() - 1) / 2);
  }

  /** The same with another seed. */
  public TestOptions withSeed(long other) {
    return new TestOptions(
        workload,
        nodes,
        concurrency,
        timeLimitSeconds,
        rate,
        latency,
        linkFaults,
        nemeses,
        nemesisIntervalSeconds,
        maxDown,
        requiredOkFraction,
        consistencyModels,
        topology,
        keyCount,
        maxTxnLength,
        maxWritesPerKey,
        other);
  }

  /** The same with another time limit and rate. */
  public TestOptions withLoad(long seconds, double operationsPerSecond) {
    return new TestOptions(
        workload,
        nodes,
        concurrency,
        seconds,
        operationsPerSecond,
        latency,
        linkFaults,
        nemeses,
        nemesisIntervalSeconds,
        maxDown,
        requiredOkFraction,
        consistencyModels,
        topology,
        keyCount,
        maxTxnLength,
        maxWritesPerKey,
        seed);
  }

  /** The same with other faults. */
  public TestOptions withFaults(
      Latency otherLatency,
      LinkFaults otherLinkFaults,
      Set<NemesisKind> otherNemeses,
      double intervalSeconds) {
    return new TestOptions(
        workload,
        nodes,
        concurrency,
        timeLimitSeconds,
        rate,
        otherLatency,
        otherLinkFaults,
        otherNemeses,
        intervalSeconds,
        maxDown,
        requiredOkFraction,
        consistencyModels,
        topology,
        keyCount,
        maxTxnLength,
        maxWritesPerKey,
        seed);
  }

  /** The same with another number of workers. */
  public TestOptions withConcurrency(int workers) {
    return new TestOptions(
        workload,
        nodes,
        workers,
        timeLimitSeconds,
        rate,
        latency,
        linkFaults,
        nemeses,
        nemesisIntervalSeconds,
        maxDown,
        requiredOkFraction,
        consistencyModels,
        topology,
        keyCount,
        maxTxnLength,
        maxWritesPerKey,
        seed);
  }

  /** The same with other consistency models. */
  public TestOptions withConsistencyModels(List<String> models) {
    return new TestOptions(
        workload,
        nodes,
        concurrency,
        timeLimitSeconds,
        rate,
        latency,
        linkFaults,
        nemeses,
        nemesisIntervalSeconds,
        maxDown,
        requiredOkFraction,
        models,
        topology,
        keyCount,
        maxTxnLength,
        maxWritesPerKey,
        seed);
  }
}
