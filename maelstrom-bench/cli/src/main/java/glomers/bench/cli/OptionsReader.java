package glomers.bench.cli;

import glomers.bench.checker.RuleSet;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.txn.TxnChecker;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Data;
import glomers.bench.options.TestOptions.Demands;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.service.ServiceHost;
import glomers.bench.workload.Padding;
import glomers.bench.workload.Workloads;
import glomers.core.node.Promises.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes sense of a command line, or says in a sentence what is wrong with it. */
final class OptionsReader {

  private static final Pattern CONCURRENCY = Pattern.compile("(\\d{1,6})(n?)");
  private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9_:-][A-Za-z0-9_.:-]*");
  private static final List<String> TOPOLOGIES =
      List.of("grid", "line", "tree", "tree2", "tree3", "tree4", "total");

  private final MaelstromOptions maelstrom;
  private final BenchOptions bench;

  OptionsReader(MaelstromOptions maelstrom, BenchOptions bench) {
    this.maelstrom = maelstrom;
    this.bench = bench;
  }

  /**
   * The options of one test.
   *
   * @throws UsageException if they make no sense
   */
  TestOptions read(long seed) {
    rejectDashesThatAreNone();
    checkBin();
    List<String> nodes = nodes();
    checkWorkload();
    oneOf("--topology", maelstrom.topology, TOPOLOGIES);
    require(maelstrom.timeLimitSeconds > 0, "--time-limit has to be positive");
    require(maelstrom.rate >= 0, "--rate cannot be negative");
    require(maelstrom.latencyMillis >= 0, "--latency cannot be negative");
    require(maelstrom.nemesisIntervalSeconds > 0, "--nemesis-interval has to be positive");
    require(bench.nemesisDelaySeconds >= 0, "--nemesis-delay cannot be negative");
    require(
        maelstrom.nemesis.isBlank() || bench.nemesisDelaySeconds < maelstrom.timeLimitSeconds,
        "--nemesis-delay has to be shorter than --time-limit, "
            + maelstrom.timeLimitSeconds
            + " s, or no fault would ever begin");
    require(
        bench.nemesisEndSeconds == null || bench.nemesisEndSeconds > bench.nemesisDelaySeconds,
        "--nemesis-end has to be later than --nemesis-delay");
    require(bench.idleSeconds >= 0, "--idle cannot be negative");
    require(
        bench.patienceSeconds == null || bench.patienceSeconds > 0,
        "--patience has to be positive");
    require(
        bench.valueBytes == 0 || bench.valueBytes >= Padding.MIN_BYTES,
        "--value-bytes has to be 0 or at least " + Padding.MIN_BYTES);
    oneOf("--durability", bench.durability, labels(Durability.values()));
    require(maelstrom.maxTxnLength > 0, "--max-txn-length has to be positive");
    require(maelstrom.maxWritesPerKey > 0, "--max-writes-per-key has to be positive");
    require(maelstrom.testCount > 0, "--test-count has to be positive");
    require(maelstrom.keyCount == null || maelstrom.keyCount > 0, "--key-count has to be positive");
    require(bench.runs == null || bench.runs > 0, "--runs has to be positive");
    require(
        bench.runs == null || bench.runs == 1 || bench.simulate,
        "--runs needs --simulate; on real time repeat a test with --test-count");
    require(
        bench.runs == null || bench.runs == 1 || maelstrom.testCount == 1,
        "--runs and --test-count both repeat a test; give one of them");
    require(bench.recoverySeconds >= 0, "--recovery cannot be negative");
    require(
        bench.maxStallSeconds == null || bench.maxStallSeconds > 0,
        "--max-stall has to be positive");
    require(
        bench.maxStaleSeconds == null || bench.maxStaleSeconds > 0,
        "--max-stale has to be positive");
    TestOptions options =
        new TestOptions(
            maelstrom.workload,
            nodes,
            new Load(
                concurrency(nodes.size()),
                maelstrom.timeLimitSeconds,
                maelstrom.rate,
                bench.recoverySeconds,
                bench.idleSeconds,
                optional(bench.patienceSeconds)),
            adversity(),
            new Data(
                List.of(maelstrom.consistencyModels.trim().split("\\s*,\\s*")),
                maelstrom.topology,
                optional(maelstrom.keyCount),
                maelstrom.maxTxnLength,
                maelstrom.maxWritesPerKey,
                bench.valueBytes),
            new Demands(
                availability(),
                optional(bench.maxStallSeconds),
                optional(bench.maxStaleSeconds),
                rules()),
            seed);
    checkMaxDown(options);
    checkModels(options);
    checkMaxStale(options);
    return options;
  }

  private Adversity adversity() {
    return new Adversity(
        new Latency(maelstrom.latencyMillis, distribution()),
        new LinkFaults(
            probability("--loss", bench.lossProbability),
            probability("--duplicate", bench.duplicateProbability),
            probability("--reorder", bench.reorderProbability),
            probability("--retry", bench.retryProbability)),
        nemeses(),
        maelstrom.nemesisIntervalSeconds,
        bench.nemesisDelaySeconds,
        optional(bench.nemesisEndSeconds),
        optional(bench.maxDown),
        Durability.valueOf(bench.durability.toUpperCase(Locale.ROOT)));
  }

  /**
   * The course's own page has an en dash in one command; Maelstrom takes it for the node's
   * argument.
   */
  private void rejectDashesThatAreNone() {
    for (String argument : maelstrom.arguments) {
      if (!argument.isEmpty() && "–—−‐‑".indexOf(argument.charAt(0)) >= 0) {
        throw new UsageException(
            "'" + argument + "' begins with a typographic dash; write two plain hyphens instead.");
      }
    }
  }

  private void checkBin() {
    if (maelstrom.bin == null) {
      throw new UsageException("Say which program to test: --bin PATH_TO_BINARY.");
    }
    if (bench.simulate) {
      Programs.requireExists(maelstrom.bin);
    } else {
      Programs.requireRunnable(maelstrom.bin);
    }
  }

  private void checkWorkload() {
    if (maelstrom.workload == null) {
      throw new UsageException(
          "Say what to test: -w and one of " + String.join(", ", Workloads.names()) + ".");
    }
    oneOf("--workload", maelstrom.workload, Workloads.names());
  }

  private List<String> nodes() {
    if (maelstrom.nodeCount != null) {
      require(maelstrom.nodeCount > 0, "--node-count has to be positive");
      List<String> nodes = new ArrayList<>();
      for (int i = 0; i < maelstrom.nodeCount; i++) {
        nodes.add("n" + i);
      }
      return List.copyOf(nodes);
    }
    List<String> nodes = new ArrayList<>();
    if (maelstrom.nodesFile != null) {
      try {
        Files.readAllLines(maelstrom.nodesFile).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(nodes::add);
      } catch (IOException e) {
        throw new UsageException(
            "Cannot read --nodes-file "
                + maelstrom.nodesFile
                + "; it has to be a text with one node's name a line.");
      }
    }
    if (maelstrom.nodes != null) {
      nodes.addAll(Arrays.asList(maelstrom.nodes.split(",\\s*")));
    }
    nodes.addAll(maelstrom.node);
    if (nodes.isEmpty()) {
      nodes.addAll(List.of("n1", "n2", "n3", "n4", "n5"));
    }
    for (String node : nodes) {
      require(!node.isBlank(), "A node's name cannot be empty; is there a comma too many?");
      require(
          NODE_NAME.matcher(node).matches(),
          "'"
              + node
              + "' cannot be a node's name: its log is called so; use letters, digits and _ . : -"
              + " with no dot in front");
      require(
          !node.startsWith("c"),
          "A node's name cannot begin with a c, for clients are called so; choose another");
      require(
          !ServiceHost.NAMES.contains(node),
          "A node cannot be called " + node + ": that is the name of a service; choose another");
    }
    require(
        Set.copyOf(nodes).size() == nodes.size(),
        "Two nodes have the same name; give each its own");
    return List.copyOf(nodes);
  }

  private int concurrency(int nodeCount) {
    int concurrency = concurrency(maelstrom.concurrency, nodeCount);
    int unit = Workloads.concurrencyUnit(maelstrom.workload, nodeCount);
    require(
        concurrency % unit == 0,
        "--concurrency has to be a multiple of 2n for "
            + maelstrom.workload
            + ", where two clients of each node work on a key: "
            + unit
            + " here, for example");
    return concurrency;
  }

  /** How many clients an option such as {@code 10} or {@code 2n} stands for. */
  static int concurrency(String option, int nodeCount) {
    Matcher matcher = CONCURRENCY.matcher(option);
    require(
        matcher.matches(),
        "--concurrency has to be a whole number, with an n behind it to multiply it by the nodes");
    int concurrency =
        Integer.parseInt(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : nodeCount);
    require(concurrency > 0, "--concurrency has to be positive");
    return concurrency;
  }

  private Latency.Distribution distribution() {
    oneOf("--latency-dist", maelstrom.latencyDistribution, labels(Latency.Distribution.values()));
    return Latency.Distribution.valueOf(maelstrom.latencyDistribution.toUpperCase(Locale.ROOT));
  }

  private Set<NemesisKind> nemeses() {
    Set<NemesisKind> kinds = new LinkedHashSet<>();
    if (!maelstrom.nemesis.isBlank()) {
      List<String> names = labels(NemesisKind.values());
      for (String name : maelstrom.nemesis.trim().split("\\s*,\\s*")) {
        oneOf("--nemesis", name, names);
        kinds.add(NemesisKind.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return kinds;
  }

  private RuleSet rules() {
    oneOf("--rules", bench.rules, labels(RuleSet.values()));
    return RuleSet.valueOf(bench.rules.toUpperCase(Locale.ROOT));
  }

  private OptionalDouble availability() {
    if (maelstrom.availability == null) {
      return OptionalDouble.empty();
    }
    if (maelstrom.availability.equals("total")) {
      return OptionalDouble.of(1);
    }
    try {
      double fraction = Double.parseDouble(maelstrom.availability);
      if (fraction >= 0 && fraction <= 1) {
        return OptionalDouble.of(fraction);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException("--availability has to be 'total' or a number between 0 and 1.");
  }

  private static void checkMaxDown(TestOptions options) {
    boolean takesNodesDown =
        options.adversity().nemeses().contains(NemesisKind.KILL)
            || options.adversity().nemeses().contains(NemesisKind.PAUSE);
    int nodes = options.nodes().size();
    int maxDown = options.adversity().maxDown().orElse(1);
    require(
        maxDown >= 1 && maxDown <= nodes,
        "--max-down has to be from 1 to the number of nodes, " + nodes);
    require(
        !takesNodesDown || options.maxDownOrMinority() > 0,
        "Of "
            + nodes
            + " nodes no minority can be killed or paused; say how many may be with --max-down");
  }

  private static void checkModels(TestOptions options) {
    if (options.workload().startsWith("txn-")) {
      try {
        TxnChecker.ofModels(options.data().consistencyModels());
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
  }

  private static void checkMaxStale(TestOptions options) {
    require(
        options.demands().maxStaleSeconds().isEmpty()
            || Workloads.create(options)
                .flatMap(workload -> workload.staleChecker(Freshness.NOTHING))
                .isPresent(),
        "--max-stale says nothing about "
            + options.workload()
            + ", whose nodes have nothing to tell each other");
  }

  private static double probability(String option, double value) {
    require(value >= 0 && value <= 1, option + " has to be a probability, from 0 to 1");
    return value;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static List<String> labels(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void oneOf(String option, String value, Iterable<String> allowed) {
    List<String> names = new ArrayList<>();
    allowed.forEach(names::add);
    require(
        names.contains(value),
        option + " has to be one of " + String.join(", ", names) + ", not '" + value + "'");
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new UsageException(sentence + ".");
    }
  }
}
