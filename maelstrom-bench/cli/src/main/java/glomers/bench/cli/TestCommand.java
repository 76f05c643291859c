package glomers.bench.cli;

import glomers.bench.options.TestOptions;
import glomers.bench.sweep.Shard;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code test}: Maelstrom's command of the same name. */
@Command(
    name = "test",
    sortOptions = false,
    description = "Runs a test and judges it. Takes Maelstrom's own command line, and more.",
    footer = {
      "",
      "Options from --simulate on are the bench's own, those before are Maelstrom's.",
      "",
      "For example, a node in any language, as processes, with all faults:",
      "  maelstrom-bench test -w unique-ids --bin ./my-node.py --node-count 3 \\",
      "      --rate 100 --time-limit 20 --nemesis kill,pause,partition --loss 0.1",
      "The same on virtual time, a hundred seeds, if it is built on maelstrom-core",
      "or compiled to WebAssembly:",
      "  maelstrom-bench test -w unique-ids --bin unique-ids.jar --node-count 3 \\",
      "      --rate 100 --time-limit 20 --nemesis kill,pause,partition --loss 0.1 \\",
      "      --simulate --runs 100",
      "An option for the node itself:",
      "  maelstrom-bench test -w broadcast --bin broadcast.jar -- --round-millis 260",
      "",
      "Exit status: 0 valid, 1 invalid, 2 unknown, 254 wrong arguments,",
      "255 the run broke off."
    })
final class TestCommand implements Callable<Integer> {

  /** Short enough to type. */
  private static final long MAX_RANDOM_SEED = 1_000_000_000;

  @Mixin MaelstromOptions maelstrom = new MaelstromOptions();
  @Mixin BenchOptions bench = new BenchOptions();
  @Mixin ShardOptions sharding = new ShardOptions();

  private final Terminal terminal;
  private final List<String> commandLine;

  TestCommand(Terminal terminal, List<String> commandLine) {
    this.terminal = terminal;
    this.commandLine = commandLine;
  }

  private void checkPlanStandsAlone() {
    if (bench.runs != null || bench.seed != null || maelstrom.workload != null) {
      throw new UsageException(
          "--plan says all that a run is; leave out --workload, --seed and --runs.");
    }
    if (maelstrom.bin == null) {
      throw new UsageException("--plan needs --bin, the program whose nodes run.");
    }
  }

  @Override
  public Integer call() throws IOException {
    if (bench.plan != null) {
      checkPlanStandsAlone();
      return new TestSession(maelstrom, bench, terminal, commandLine)
          .run(Plans.read(bench.plan))
          .exitStatus();
    }
    long seed =
        bench.seed != null ? bench.seed : ThreadLocalRandom.current().nextLong(MAX_RANDOM_SEED);
    TestOptions options = new OptionsReader(maelstrom, bench).read(seed);
    int runs = bench.runs == null ? 1 : bench.runs;
    if (sharding.areGiven() && (bench.runs == null || maelstrom.testCount != 1)) {
      throw new UsageException("--shard and --results are for sweeps; add --simulate and --runs.");
    }
    // One run, too, if it was asked for: what a sweep finds in a valid seed a sweep of one shows.
    if (bench.runs != null && bench.simulate && maelstrom.testCount == 1) {
      SweepSession sweep =
          new SweepSession(
              Programs.load(maelstrom.bin, maelstrom.arguments, bench.node),
              maelstrom.bin,
              maelstrom.arguments,
              terminal,
              commandLine,
              new ShrinkSession(terminal, bench));
      Shard shard = sharding.shard(bench.seed != null);
      return sharding.write(lines -> sweep.run(options, runs, shard, lines)).exitStatus();
    }
    TestSession session = new TestSession(maelstrom, bench, terminal, commandLine);
    for (int i = 0; i < maelstrom.testCount; i++) {
      Validity validity = session.run(options.withSeed(seed + i));
      if (validity != Validity.VALID) {
        return validity.exitStatus();
      }
    }
    return Validity.VALID.exitStatus();
  }
}
