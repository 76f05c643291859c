package glomers.bench.options;

import glomers.bench.checker.RuleSet;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.core.node.Promises.Durability;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What to test and how: Maelstrom's options of the same names, and ours.
 *
 * @param workload the workload's name
 * @param nodes the names of the nodes
 * @param load how much clients ask
 * @param adversity what goes wrong
 * @param data what clients read and write
 * @param demands what is asked for beyond the workload's own rules
 * @param seed where all chance comes from
 */
public record TestOptions(
    String workload,
    List<String> nodes,
    Load load,
    Adversity adversity,
    Data data,
    Demands demands,
    long seed) {

  /**
   * How much clients ask.
   *
   * @param concurrency how many workers ask at the same time; worker i asks node i modulo their
   *     number
   * @param timeLimitSeconds how long they ask
   * @param rate how many operations a second they begin, on average; none if 0
   * @param recoverySeconds how long the nodes are left alone, with all faults healed, before the
   *     final phase
   * @param idleSeconds the mean length of the stretches in which nobody asks, and of those between
   *     them; 0 if clients never rest
   * @param patienceSeconds how long a client waits for an answer before it asks another node as
   *     well; for ever if empty
   */
  public record Load(
      int concurrency,
      long timeLimitSeconds,
      double rate,
      double recoverySeconds,
      double idleSeconds,
      OptionalDouble patienceSeconds) {

    /** Clients that never rest, and ask one node alone. */
    public Load(int concurrency, long timeLimitSeconds, double rate, double recoverySeconds) {
      this(concurrency, timeLimitSeconds, rate, recoverySeconds, 0, OptionalDouble.empty());
    }
  }

  /**
   * What goes wrong.
   *
   * @param latency how long messages travel between servers
   * @param linkFaults what happens to messages between nodes
   * @param nemeses which faults to inject
   * @param nemesisIntervalSeconds the mean time between a fault's start and stop, and the next
   *     start
   * @param nemesisDelaySeconds how long the nodes are left alone at the start, before the schedule
   *     of faults begins
   * @param nemesisEndSeconds when all faults end, and don't come again; with the run if empty
   * @param maxDown how many nodes may be killed or paused at the same time; a minority if empty
   * @param durability what a killed node may take along
   */
  public record Adversity(
      Latency latency,
      LinkFaults linkFaults,
      Set<NemesisKind> nemeses,
      double nemesisIntervalSeconds,
      double nemesisDelaySeconds,
      OptionalDouble nemesisEndSeconds,
      OptionalInt maxDown,
      Durability durability) {

    /** A network without latency, on which nothing goes wrong. */
    public static final Adversity NONE =
        new Adversity(Latency.NONE, LinkFaults.NONE, Set.of(), 10, OptionalInt.empty());

    /** Faults from the beginning to the end, which take along nothing that was acknowledged. */
    public Adversity(
        Latency latency,
        LinkFaults linkFaults,
        Set<NemesisKind> nemeses,
        double nemesisIntervalSeconds,
        OptionalInt maxDown) {
      this(
          latency,
          linkFaults,
          nemeses,
          nemesisIntervalSeconds,
          0,
          OptionalDouble.empty(),
          maxDown,
          Durability.CLUSTER);
    }

    /** The same, with the nodes left alone for a while at the start. */
    public Adversity withNemesisDelay(double seconds) {
      return new Adversity(
          latency,
          linkFaults,
          nemeses,
          nemesisIntervalSeconds,
          seconds,
          nemesisEndSeconds,
          maxDown,
          durability);
    }

    /** The same, with messages that travel for another time. */
    public Adversity withLatency(Latency other) {
      return new Adversity(
          other,
          linkFaults,
          nemeses,
          nemesisIntervalSeconds,
          nemesisDelaySeconds,
          nemesisEndSeconds,
          maxDown,
          durability);
    }

    /** The same, with other faults. */
    public Adversity withNemeses(Set<NemesisKind> others) {
      return new Adversity(
          latency,
          linkFaults,
          others,
          nemesisIntervalSeconds,
          nemesisDelaySeconds,
          nemesisEndSeconds,
          maxDown,
          durability);
    }

    /** The same, with another number of nodes that may be down at the same time. */
    public Adversity withMaxDown(int nodes) {
      return new Adversity(
          latency,
          linkFaults,
          nemeses,
          nemesisIntervalSeconds,
          nemesisDelaySeconds,
          nemesisEndSeconds,
          OptionalInt.of(nodes),
          durability);
    }

    /** The same, with another idea of what a killed node may take along. */
    public Adversity withDurability(Durability other) {
      return new Adversity(
          latency,
          linkFaults,
          nemeses,
          nemesisIntervalSeconds,
          nemesisDelaySeconds,
          nemesisEndSeconds,
          maxDown,
          other);
    }
  }

  /**
   * What clients read and write; each workload looks at what concerns it.
   *
   * @param consistencyModels what transactions have to keep
   * @param topology which neighbours the nodes of a broadcast are offered
   * @param keyCount how many keys are in use at once; the workload's own number if empty
   * @param maxTxnLength how many operations a transaction has at most
   * @param maxWritesPerKey how often a key is written
   * @param valueBytes how long a value is made on its way to the nodes, in bytes; 0 to leave it as
   *     short as it is
   */
  public record Data(
      List<String> consistencyModels,
      String topology,
      OptionalInt keyCount,
      int maxTxnLength,
      int maxWritesPerKey,
      int valueBytes) {

    /** Maelstrom's defaults. */
    public static final Data DEFAULTS =
        new Data(List.of("strict-serializable"), "grid", OptionalInt.empty(), 4, 16, 0);

    /** The same, with values of another length. */
    public Data withValueBytes(int bytes) {
      return new Data(consistencyModels, topology, keyCount, maxTxnLength, maxWritesPerKey, bytes);
    }
  }

  /**
   * What is asked for beyond the workload's own rules.
   *
   * @param okFraction the part of all operations that has to succeed; any if empty
   * @param maxStallSeconds how long, while a majority of the nodes is up and connected, all
   *     requests of a kind may stay without success; any time if empty
   * @param maxStaleSeconds how long, while nodes are up and connected, what one of them has
   *     acknowledged may be missing at others; any time if empty
   * @param rules by which rules the run is judged
   */
  public record Demands(
      OptionalDouble okFraction,
      OptionalDouble maxStallSeconds,
      OptionalDouble maxStaleSeconds,
      RuleSet rules) {

    /** Nothing. */
    public static final Demands NONE =
        new Demands(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), RuleSet.ALL);
  }

  /** The faults that can be asked for. */
  public enum NemesisKind {
    /** Nodes are cut from nodes. */
    PARTITION,
    /** Nodes die and start again. */
    KILL,
    /** Nodes stop and go on. */
    PAUSE
  }

  /** A test of the given workload with Maelstrom's defaults and as many workers as nodes. */
  public static TestOptions defaults(String workload, int nodeCount) {
    return new TestOptions(
        workload,
        IntStream.range(0, nodeCount).mapToObj(i -> "n" + i).toList(),
        new Load(nodeCount, 60, 5, 10),
        Adversity.NONE,
        Data.DEFAULTS,
        Demands.NONE,
        0);
  }

  /** How many nodes may be down at the same time. */
  public int maxDownOrMinority() {
    return adversity.maxDown.orElse((nodes.size() - 1) / 2);
  }

  /** The same with another seed. */
  public TestOptions withSeed(long other) {
    return new TestOptions(workload, nodes, load, adversity, data, demands, other);
  }

  /** The same with other nodes. */
  public TestOptions withNodes(List<String> others) {
    return new TestOptions(workload, List.copyOf(others), load, adversity, data, demands, seed);
  }

  /** The same with another load. */
  public TestOptions withLoad(Load other) {
    return new TestOptions(workload, nodes, other, adversity, data, demands, seed);
  }

  /** The same with other faults. */
  public TestOptions withAdversity(Adversity other) {
    return new TestOptions(workload, nodes, load, other, data, demands, seed);
  }

  /** The same with other data. */
  public TestOptions withData(Data other) {
    return new TestOptions(workload, nodes, load, adversity, other, demands, seed);
  }

  /** The same with other demands. */
  public TestOptions withDemands(Demands other) {
    return new TestOptions(workload, nodes, load, adversity, data, other, seed);
  }

  /** The same with a limit to how long reads may stay behind. */
  public TestOptions withMaxStale(double seconds) {
    return withDemands(
        new Demands(
            demands.okFraction,
            demands.maxStallSeconds,
            OptionalDouble.of(seconds),
            demands.rules));
  }

  /** The same, judged by other rules. */
  public TestOptions withRules(RuleSet other) {
    return withDemands(
        new Demands(demands.okFraction, demands.maxStallSeconds, demands.maxStaleSeconds, other));
  }

  /** The same with all operations required to succeed. */
  public TestOptions withTotalAvailability() {
    return withDemands(
        new Demands(
            OptionalDouble.of(1), demands.maxStallSeconds, demands.maxStaleSeconds, demands.rules));
  }

  /** The same with other consistency models. */
  public TestOptions withConsistencyModels(List<String> models) {
    Data other =
        new Data(
            models,
            data.topology,
            data.keyCount,
            data.maxTxnLength,
            data.maxWritesPerKey,
            data.valueBytes);
    return new TestOptions(workload, nodes, load, adversity, other, demands, seed);
  }
}
