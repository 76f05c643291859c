package glomers.bench.cli;

import glomers.bench.suite.Scenario;
import glomers.bench.suite.ScenarioList;
import glomers.bench.suite.SuiteRow;
import glomers.bench.suite.SuiteTable;
import glomers.bench.sweep.Shard;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suite}: a list of tests, one after the other or all simulated, and one table. */
@Command(
    name = "suite",
    sortOptions = false,
    description = {
      "Runs a list of tests and ends with one table: a line each, figures beside limits.",
      "Goes on after a test that fails."
    },
    footer = {
      "",
      "The list holds a test a line: its name, its options and, if it has any, its",
      "limits, with bars between. Lines that begin with # are for people:",
      "  # name | options of test | options of limits",
      "  calm | -w broadcast --bin ./my-node.py --node-count 5 --time-limit 10",
      "  lossy | -w broadcast --bin ./my-node.py --loss 0.1 | --max-millis 2000",
      "",
      "For example, the tests of list.txt one after the other:",
      "  maelstrom-bench suite list.txt",
      "The same list on the real Maelstrom:",
      "  maelstrom-bench suite list.txt --harness maelstrom/maelstrom",
      "Twenty seeds of each on virtual time, for nodes built on maelstrom-core:",
      "  maelstrom-bench suite list.txt --simulate --runs 20",
      "",
      "Beside a limit stands the stable latency, from a value's acknowledgement until",
      "every read has it; elsewhere the latency of the operations that succeeded.",
      "With --simulate figures are medians of the seeds, but the maximum is the worst",
      "of all, ok the lowest, and the time that of one core.",
      "",
      "Exit status: 0 all valid and within their limits, 1 some not,",
      "254 wrong arguments, or a list that cannot be understood."
    })
final class SuiteCommand implements Callable<Integer> {

  @Parameters(paramLabel = "LIST", description = "The list of tests, a file.")
  Path list;

  @Option(
      names = "--harness",
      paramLabel = "PROGRAM",
      description = "What runs a test: this program, which is the default, or Maelstrom.")
  Path harness;

  @Option(
      names = "--simulate",
      description = "Simulate them, several seeds each, on all cores. Writes no files.")
  boolean simulate;

  @Option(
      names = "--runs",
      paramLabel = "NUM",
      description = "With --simulate: how many seeds of each. Default: 20.")
  Integer runs;

  @Option(
      names = "--seed",
      paramLabel = "NUM",
      description = "With --simulate: the first seed. Default: 1.")
  Long seed;

  @Option(
      names = "--no-shrink",
      description = "With --simulate: leave seeds that fail as large as they are.")
  boolean noShrink;

  @Mixin ShardOptions sharding = new ShardOptions();

  private static final int DEFAULT_RUNS = 20;

  private final Terminal terminal;

  SuiteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<Scenario> scenarios = read();
    if (!simulate && sharding.areGiven()) {
      throw new UsageException("--shard and --results are for simulations; add --simulate.");
    }
    if (!simulate && (runs != null || seed != null)) {
      throw new UsageException(
          "--runs and --seed are for simulations; add --simulate, or leave them out.");
    }
    if (simulate && harness != null) {
      throw new UsageException(
          "Only this bench simulates; leave out --harness, or leave out --simulate.");
    }
    if (runs != null && runs < 1) {
      throw new UsageException("--runs has to be positive.");
    }
    long startNanos = System.nanoTime();
    ShrinkSession shrinking = shrinking();
    List<SuiteRow> rows =
        simulate
            ? simulated(scenarios, shrinking)
            : new RealSuite(terminal, scenarios, harnessCommand()).run();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    terminal.println("");
    SuiteTable.lines(rows, terminal.hasColor()).forEach(terminal::println);
    shrinking.shrinkNoted();
    long good = rows.stream().filter(row -> row.validity() == Validity.VALID).count();
    terminal.println(
        String.format(
            Locale.ROOT,
            "%d of %d valid and within their limits, in %.1f s",
            good,
            rows.size(),
            seconds));
    return good == rows.size() ? 0 : 1;
  }

  private List<Scenario> read() {
    try {
      return ScenarioList.parse(Files.readAllLines(list));
    } catch (IOException e) {
      throw new UsageException(
          "Cannot read the list "
              + list
              + "; name a text file with a test a line. What it holds: maelstrom-bench suite --help");
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private List<SuiteRow> simulated(List<Scenario> scenarios, ShrinkSession shrinking)
      throws IOException {
    Shard shard = sharding.shard(true); // without --seed it is 1 everywhere
    return sharding.write(lines ->
        new SimulatedSuite(terminal, scenarios, firstSeed(), seedCount(), shard, lines, shrinking)
            .run());
  }

  /** A suite of simulations writes no files. */
  private ShrinkSession shrinking() {
    BenchOptions bench = new BenchOptions();
    bench.noStore = true;
    bench.noShrink = noShrink;
    bench.shrinkSeconds = BenchOptions.SHRINK_SECONDS;
    return new ShrinkSession(terminal, bench);
  }

  private long firstSeed() {
    return seed == null ? 1 : seed;
  }

  private int seedCount() {
    return runs == null ? DEFAULT_RUNS : runs;
  }

  private List<String> harnessCommand() {
    if (harness == null) {
      return CommandText.ownCommand();
    }
    if (harness.getNameCount() == 1 && !harness.isAbsolute() && !Files.exists(harness)) {
      return List.of(harness.toString()); // one on the PATH, perhaps
    }
    if (!Files.isExecutable(harness) || Files.isDirectory(harness)) {
      throw new UsageException(
          "There is no program "
              + harness
              + "; name Maelstrom's with --harness, or leave it out for this bench.");
    }
    return List.of(harness.toAbsolutePath().toString());
  }
}
