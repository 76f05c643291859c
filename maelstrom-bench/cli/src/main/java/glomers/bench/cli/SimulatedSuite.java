package glomers.bench.cli;

import glomers.bench.merge.SeedLine;
import glomers.bench.node.ProgramSource;
import glomers.bench.program.LoadedProgram;
import glomers.bench.suite.Limits;
import glomers.bench.suite.Limits.Line;
import glomers.bench.suite.Scenario;
import glomers.bench.suite.SuiteRow;
import glomers.bench.sweep.SeedOutcome;
import glomers.bench.sweep.SeedPool;
import glomers.bench.sweep.SeedSweep;
import glomers.bench.sweep.SeedTest;
import glomers.bench.sweep.Shard;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Simulates scenarios, several seeds each, on all cores. All of them share one queue, so that no
 * core waits for a scenario's last seed.
 */
final class SimulatedSuite {

  private final Terminal terminal;
  private final List<Scenario> scenarios;
  private final long firstSeed;
  private final int seedCount;
  private final Shard shard;
  private final Consumer<SeedLine> lines;
  private final ShrinkSession shrinking;
  private final Map<Path, LoadedProgram> loaded = new HashMap<>();
  private final AtomicInteger done = new AtomicInteger();

  SimulatedSuite(
      Terminal terminal,
      List<Scenario> scenarios,
      long firstSeed,
      int seedCount,
      Shard shard,
      Consumer<SeedLine> lines,
      ShrinkSession shrinking) {
    this.shard = shard;
    this.lines = lines;
    this.shrinking = shrinking;
    this.terminal = terminal;
    this.scenarios = scenarios;
    this.firstSeed = firstSeed;
    this.seedCount = seedCount;
  }

  /** A scenario that is ready to be simulated. */
  private record Prepared(
      Scenario scenario, SeedTest test, ProgramSource program, Path bin, Limits limits) {}

  /**
   * The table's lines, in the order of the list.
   *
   * @throws UsageException if a scenario cannot be simulated; none has been begun then
   */
  List<SuiteRow> run() {
    List<Prepared> prepared = scenarios.stream().map(this::prepare).toList();
    prepared.forEach(this::tellRemark);
    terminal.println(
        String.format(
            Locale.ROOT,
            "Simulating %d scenarios with %d seeds, %d to %d, on %d cores%s",
            scenarios.size(),
            seedCount,
            firstSeed,
            firstSeed + seedCount - 1,
            SeedPool.cores(),
            shard.isWhole() ? "" : ", shard " + shard));
    var sweep = new SeedSweep(prepared.stream().map(Prepared::test).toList(), seedCount, shard);
    try (Stream<SeedOutcome> outcomes = sweep.outcomes(this::showProgress)) {
      Iterator<SeedOutcome> inOrder = outcomes.iterator();
      List<SuiteRow> rows = new ArrayList<>();
      for (int place = 0; place < prepared.size(); place++) {
        rows.add(row(prepared.get(place), place, sweep.seedsOf(place), inOrder));
      }
      return rows;
    }
  }

  private Prepared prepare(Scenario scenario) {
    ScenarioReader.TestWords words = ScenarioReader.test(scenario);
    words.bench.simulate = true;
    Limits limits = ScenarioReader.limits(scenario);
    try {
      var options = new OptionsReader(words.maelstrom, words.bench).read(firstSeed);
      List<String> arguments = List.copyOf(words.maelstrom.arguments);
      ProgramSource program =
          Programs.load(words.maelstrom.bin, arguments, words.bench.node, loaded);
      return new Prepared(
          scenario,
          new SeedTest(options, program, arguments),
          program,
          words.maelstrom.bin,
          limits);
    } catch (UsageException e) {
      throw new UsageException("In scenario " + scenario.name() + ": " + e.getMessage());
    }
  }

  private void tellRemark(Prepared prepared) {
    prepared
        .program()
        .remark()
        .ifPresent(remark ->
            terminal.println("In scenario " + prepared.scenario().name() + ": " + remark));
  }

  private void showProgress(int scenario) {
    if (terminal.isInteractive()) {
      terminal.progress(
          "  "
              + done.incrementAndGet()
              + " of "
              + shard.size(scenarios.size() * seedCount)
              + ", "
              + scenarios.get(scenario).name());
    }
  }

  /** Says what is wrong with a seed, if anything is. */
  private void tellOfFailure(Prepared prepared, SeedOutcome run) {
    List<Line> missed =
        prepared.limits().compare(run.figures()).stream().filter(line -> !line.isKept()).toList();
    if (!run.isValid()) {
      tell(prepared, run, run.verdict(terminal.hasColor()), run.reason());
      shrinking.note(
          prepared.test().withSeed(run.seed()),
          run,
          repeating(prepared.scenario(), run.seed()),
          prepared.bin());
    } else if (!missed.isEmpty()) {
      String reasons =
          missed.stream().map(SimulatedSuite::describe).collect(Collectors.joining(", "));
      tell(prepared, run, Validity.INVALID.paint("OVER LIMIT", terminal.hasColor()), reasons);
    }
  }

  private static String describe(Line line) {
    return String.format(
        Locale.ROOT,
        "%s %s, limit %s",
        line.name(),
        line.figure().isPresent()
            ? String.format(Locale.ROOT, "%.2f", line.figure().getAsDouble())
            : "not measured",
        Limits.text(line.limit()));
  }

  private void tell(Prepared prepared, SeedOutcome run, String verdict, String reason) {
    terminal.println(
        verdict
            + "  "
            + prepared.scenario().name()
            + ", seed "
            + run.seed()
            + ": "
            + reason
            + "\n  repeat with   "
            + repeating(prepared.scenario(), run.seed()));
  }

  private static String repeating(Scenario scenario, long seed) {
    List<String> words = new ArrayList<>(List.of("test"));
    if (!scenario.arguments().contains("--simulate")) {
      words.add("--simulate");
    }
    words.addAll(scenario.arguments());
    return CommandText.repeating(words, seed);
  }

  private SuiteRow row(Prepared prepared, int order, int seeds, Iterator<SeedOutcome> outcomes) {
    String name = prepared.scenario().name();
    var test = new SeedLine.Test(sweepName(), name, order, seedCount, prepared.limits());
    List<RunFigures> figures = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < seeds; i++) {
      SeedOutcome seed = outcomes.next();
      lines.accept(
          SeedLine.of(
              test,
              (int) (seed.seed() - firstSeed),
              seed,
              List.of(),
              repeating(prepared.scenario(), seed.seed())));
      tellOfFailure(prepared, seed);
      figures.add(seed.figures());
      seconds += seed.seconds();
    }
    return SuiteRow.ofSeeds(name, figures, prepared.limits(), seconds);
  }

  /** The same in all shards, wherever their lists stand. */
  private String sweepName() {
    return String.format(
        Locale.ROOT, "suite %08x --seed %d --runs %d", scenarios.hashCode(), firstSeed, seedCount);
  }
}
