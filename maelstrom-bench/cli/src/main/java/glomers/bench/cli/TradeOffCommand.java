package glomers.bench.cli;

import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.program.LoadedProgram;
import glomers.bench.suite.SuiteRow;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.sweep.SeedSweep;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trade-off}: what a node's option costs and brings, as a table. */
@Command(
    name = "trade-off",
    sortOptions = false,
    description = {
      "Shows what a node's option costs and brings.",
      "Simulates one test with each of its values, some seeds each, and prints the",
      "medians of the seeds' figures as a Markdown table. All options of test count."
    },
    footer = {
      "",
      "--runs says how many seeds, by default 3. It always simulates, with or without",
      "--simulate, and writes no files. The latencies are stable latencies, which only",
      "the broadcast workload measures.",
      "",
      "For example, what the length of a round costs and brings:",
      "  maelstrom-bench trade-off --vary --round-millis --values 100,200,300 \\",
      "      -w broadcast --node-count 25 --rate 100 --latency 100 --time-limit 20 \\",
      "      --bin broadcast.jar",
      "",
      "Exit status: 0 all runs valid, 1 some not, 254 wrong arguments."
    })
final class TradeOffCommand implements Callable<Integer> {

  private static final int DEFAULT_RUNS = 3;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "OPTION",
      description = "The node's option, for example --round-millis.")
  String option;

  @Option(
      names = "--values",
      required = true,
      split = ",",
      paramLabel = "VALUE",
      description = "Its values, separated by commas.")
  List<String> values;

  @Mixin MaelstromOptions maelstrom = new MaelstromOptions();
  @Mixin BenchOptions bench = new BenchOptions();

  private final Terminal terminal;

  TradeOffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!option.startsWith("--")) {
      throw new UsageException(
          "--vary has to be an option of the node, for example --round-millis, not '"
              + option
              + "'.");
    }
    bench.simulate = true;
    long seed = bench.seed != null ? bench.seed : 1;
    TestOptions options = new OptionsReader(maelstrom, bench).read(seed);
    Map<Path, LoadedProgram> loaded = new HashMap<>();
    List<ProgramSource> programs =
        values.stream()
            .map(value -> Programs.load(maelstrom.bin, arguments(value), bench.node, loaded))
            .toList();
    programs.stream()
        .flatMap(program -> program.remark().stream())
        .findFirst()
        .ifPresent(terminal::println);
    List<SeedTest> tests = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tests.add(new SeedTest(options, programs.get(i), arguments(values.get(i))));
    }
    return table(new SeedSweep(tests, bench.runs == null ? DEFAULT_RUNS : bench.runs)).exitStatus();
  }

  private Validity table(SeedSweep sweep) {
    terminal.println(
        "| `"
            + option
            + "` | messages per operation | bytes per operation | median, ms | maximum, ms | valid |");
    terminal.println("|---:|---:|---:|---:|---:|---|");
    boolean areAllValid = true;
    List<String> failures = new ArrayList<>();
    try (Stream<SeedOutcome> outcomes = sweep.outcomes(unused -> {})) {
      Iterator<SeedOutcome> inOrder = outcomes.iterator();
      for (String value : values) {
        List<RunFigures> figures = new ArrayList<>();
        for (int i = 0; i < sweep.seeds(); i++) {
          SeedOutcome seed = inOrder.next();
          figures.add(seed.figures());
          if (!seed.isValid()) {
            failures.add(failure(value, seed));
          }
        }
        areAllValid &= figures.stream().allMatch(RunFigures::isValid);
        terminal.println(row(value, figures));
      }
    }
    failures.forEach(terminal::println);
    return areAllValid ? Validity.VALID : Validity.INVALID;
  }

  private List<String> arguments(String value) {
    return Stream.concat(maelstrom.arguments.stream(), Stream.of(option, value)).toList();
  }

  private String failure(String value, SeedOutcome seed) {
    return seed.verdict(terminal.hasColor())
        + "  "
        + option
        + " "
        + value
        + ", seed "
        + seed.seed()
        + ": "
        + seed.reason();
  }

  private static String row(String value, List<RunFigures> figures) {
    long valid = figures.stream().filter(RunFigures::isValid).count();
    return String.join(
        " | ",
        "| " + value,
        median(figures, RunFigures::messagesPerOperation, "%.2f"),
        median(figures, RunFigures::bytesPerOperation, "%,.0f"),
        median(figures, RunFigures::medianMillis, "%.0f"),
        median(figures, RunFigures::maxMillis, "%.0f"),
        valid + " of " + figures.size() + " |");
  }

  private static String median(
      List<RunFigures> figures, Function<RunFigures, OptionalDouble> figure, String format) {
    OptionalDouble median = SuiteRow.median(figures, figure);
    return median.isEmpty() ? "–" : String.format(Locale.ROOT, format, median.getAsDouble());
  }
}
