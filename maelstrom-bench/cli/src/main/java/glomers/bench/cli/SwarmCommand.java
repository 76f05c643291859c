package glomers.bench.cli;

import glomers.bench.merge.MergedSweep;
import glomers.bench.merge.SeedLine;
import glomers.bench.node.ProgramSource;
import glomers.bench.swarm.ConfigurationSource;
import glomers.bench.sweep.Shard;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code swarm}: draws the whole configuration of each seed, and looks for one that fails. */
@Command(
    name = "swarm",
    sortOptions = false,
    description = "Simulates many seeds, each with a configuration of its own.",
    footer = {
      "",
      "Nodes, load, latency, faults, sizes of values and the node's own options are drawn, within what",
      "the program promises to survive; it has to be one that is built on maelstrom-core, or compiled",
      "to WebAssembly, of which is taken for granted what every node should survive: partitions,",
      "pauses, loss, duplication and reordering. The test that repeats a failure is printed, and at the",
      "end what was covered.",
      "Whatever of test's options is given is not drawn: it is the same in all configurations.",
      "",
      "For example, a thousand configurations, the same ones each time:",
      "  maelstrom-bench swarm -w broadcast --bin broadcast.jar --runs 1000 --seed 1",
      "For ten minutes, with five nodes each time:",
      "  maelstrom-bench swarm -w broadcast --bin broadcast.jar --time 600 --node-count 5",
      "",
      "Exit status: 0 if no seed failed, 1 if one did, 254 wrong arguments."
    })
final class SwarmCommand implements Callable<Integer> {

  private static final int DEFAULT_RUNS = 1_000;
  private static final long MAX_RANDOM_SEED = 1_000_000_000;

  /** Options that say what to search, and how long, rather than what a test is like. */
  private static final Set<String> NOT_OF_A_TEST =
      Set.of(
          "--workload",
          "--bin",
          "--simulate",
          "--seed",
          "--runs",
          "--test-count",
          "--time",
          "--seed-time",
          "--store",
          "--no-store",
          "--no-shrink",
          "--shrink-seconds",
          "--shard",
          "--results");

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      description = "How long to search, in real time. Default: as long as --runs seeds take.")
  Integer timeSeconds;

  @Option(
      names = "--seed-time",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long one seed may take, in real time, until it counts as a failure."
              + " Default: ${DEFAULT-VALUE}.")
  int seedTimeSeconds;

  @Mixin MaelstromOptions maelstrom = new MaelstromOptions();
  @Mixin BenchOptions bench = new BenchOptions();
  @Mixin ShardOptions sharding = new ShardOptions();
  @Spec CommandSpec spec;

  private final Terminal terminal;

  SwarmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (bench.runs != null && bench.runs < 1) {
      throw new UsageException("--runs has to be positive.");
    }
    if (timeSeconds != null && timeSeconds < 1) {
      throw new UsageException("--time has to be positive.");
    }
    if (seedTimeSeconds < 1) {
      throw new UsageException("--seed-time has to be positive.");
    }
    Shard shard = sharding.shard(bench.seed != null);
    bench.simulate = true;
    int runs =
        bench.runs != null ? bench.runs : timeSeconds != null ? Integer.MAX_VALUE : DEFAULT_RUNS;
    bench.runs = null;
    long firstSeed =
        bench.seed != null ? bench.seed : ThreadLocalRandom.current().nextLong(MAX_RANDOM_SEED);
    new OptionsReader(maelstrom, bench).read(firstSeed); // complains of what makes no sense
    ProgramSource program = Programs.load(maelstrom.bin, maelstrom.arguments, bench.node);
    Map<String, String> given = given();
    var source = new ConfigurationSource(maelstrom.workload, program, given, maelstrom.arguments);
    List<String> words =
        List.of("test", "-w", maelstrom.workload, "--bin", maelstrom.bin.toString());
    Swarm swarm =
        new Swarm(
            source, program, words, seedTimeSeconds, terminal, new ShrinkSession(terminal, bench));
    SeedLine.Test test =
        MergedSweep.unlimited(
            String.format(
                Locale.ROOT,
                "swarm -w %s --seed %d, %s%s %s",
                maelstrom.workload,
                firstSeed,
                timeSeconds != null ? "" : runs + " runs, ",
                given,
                maelstrom.arguments),
            maelstrom.workload,
            timeSeconds != null ? 0 : runs);
    return sharding.write(lines ->
        swarm.run(
            firstSeed,
            runs,
            timeSeconds == null ? Integer.MAX_VALUE : timeSeconds,
            new Swarm.Part(shard, test, lines)));
  }

  /** The options of a test that stand on the command line, each with its value. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (NOT_OF_A_TEST.contains(name)) {
        continue;
      }
      List<String> values = option.originalStringValues();
      if (values.size() != 1) {
        throw new UsageException("A swarm takes " + name + " once, and with a value.");
      }
      given.put(name, values.getFirst());
    }
    return given;
  }
}
