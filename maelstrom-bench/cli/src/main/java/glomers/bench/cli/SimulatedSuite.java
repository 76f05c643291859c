package glomers.bench.cli;

import glomers.bench.limits.LimitText;
import glomers.bench.limits.Limits;
import glomers.bench.limits.Limits.Line;
import glomers.bench.limits.RunFigures;
import glomers.bench.options.TestOptions;
import glomers.bench.program.LoadedProgram;
import glomers.bench.repeat.RepeatCheck;
import glomers.bench.suite.Scenario;
import glomers.bench.suite.SuiteRow;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.VerdictText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Simulates scenarios, several seeds each, on all cores. All of them share one queue, so that no
 * core waits for a scenario's last seed.
 */
final class SimulatedSuite {

  private final Terminal terminal;
  private final List<Scenario> scenarios;
  private final long firstSeed;
  private final int seedCount;
  private final AtomicInteger done = new AtomicInteger();

  SimulatedSuite(Terminal terminal, List<Scenario> scenarios, long firstSeed, int seedCount) {
    this.terminal = terminal;
    this.scenarios = scenarios;
    this.firstSeed = firstSeed;
    this.seedCount = seedCount;
  }

  /** A scenario that is ready to be simulated. */
  private record Prepared(
      Scenario scenario,
      TestOptions options,
      LoadedProgram program,
      List<String> arguments,
      Limits limits) {}

  /** A seed and how long it took. */
  private record Timed(SeedRun run, double seconds) {}

  /**
   * The table's lines, in the order of the list.
   *
   * @throws UsageException if a scenario cannot be simulated; none has been begun then
   */
  List<SuiteRow> run() throws InterruptedException {
    List<Prepared> prepared = scenarios.stream().map(this::prepare).toList();
    prepared.forEach(this::tellOfStaticState);
    List<SuiteRow> rows = new ArrayList<>();
    try (SeedPool pool = new SeedPool()) {
      terminal.println(
          String.format(
              Locale.ROOT,
              "Simulating %d scenarios with %d seeds, %d to %d, on %d cores",
              scenarios.size(),
              seedCount,
              firstSeed,
              firstSeed + seedCount - 1,
              pool.cores()));
      List<List<Future<Timed>>> futures = new ArrayList<>();
      for (Prepared one : prepared) {
        List<Future<Timed>> seeds = new ArrayList<>();
        for (int i = 0; i < seedCount; i++) {
          int place = i;
          seeds.add(pool.submit(() -> simulate(one, place)));
        }
        futures.add(seeds);
      }
      for (int i = 0; i < prepared.size(); i++) {
        rows.add(row(prepared.get(i), futures.get(i), pool));
      }
    }
    return rows;
  }

  private Prepared prepare(Scenario scenario) {
    ScenarioReader.TestWords words = ScenarioReader.test(scenario);
    words.bench.simulate = true;
    Limits limits = ScenarioReader.limits(scenario);
    try {
      return new Prepared(
          scenario,
          new OptionsReader(words.maelstrom, words.bench).read(firstSeed),
          ProgramLoader.load(words.maelstrom.bin, words.maelstrom.arguments),
          List.copyOf(words.maelstrom.arguments),
          limits);
    } catch (UsageException e) {
      throw new UsageException("In scenario " + scenario.name() + ": " + e.getMessage());
    }
  }

  private void tellOfStaticState(Prepared prepared) {
    prepared
        .program()
        .changingField()
        .ifPresent(field ->
            terminal.println(
                "In scenario " + prepared.scenario().name() + ": " + field.sentence()));
  }

  private Timed simulate(Prepared prepared, int place) {
    long startNanos = System.nanoTime();
    SeedRun run =
        SeedRun.of(
            prepared.options().withSeed(firstSeed + place),
            prepared.program(),
            prepared.arguments(),
            RepeatCheck.isInSample(place));
    if (terminal.isInteractive()) {
      terminal.progress(
          "  "
              + done.incrementAndGet()
              + " of "
              + scenarios.size() * seedCount
              + ", "
              + prepared.scenario().name());
    }
    return new Timed(run, (System.nanoTime() - startNanos) / 1e9);
  }

  /** Says what is wrong with a seed, if anything is. */
  private void tellOfFailure(Prepared prepared, SeedRun run) {
    List<Line> missed =
        prepared.limits().compare(run.figures()).stream().filter(line -> !line.isKept()).toList();
    if (!run.isValid()) {
      tell(prepared, run, run.verdict(terminal.hasColor()), run.reason());
    } else if (!missed.isEmpty()) {
      String reasons =
          missed.stream().map(SimulatedSuite::describe).collect(Collectors.joining(", "));
      tell(
          prepared,
          run,
          VerdictText.paint("OVER LIMIT", Validity.INVALID, terminal.hasColor()),
          reasons);
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
        LimitText.of(line.limit()));
  }

  private void tell(Prepared prepared, SeedRun run, String verdict, String reason) {
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

  private SuiteRow row(Prepared prepared, List<Future<Timed>> seeds, SeedPool pool)
      throws InterruptedException {
    List<RunFigures> figures = new ArrayList<>();
    double seconds = 0;
    for (Future<Timed> seed : seeds) {
      Timed timed = pool.await(seed);
      tellOfFailure(prepared, timed.run());
      figures.add(timed.run().figures());
      seconds += timed.seconds();
    }
    return SuiteRow.ofSeeds(prepared.scenario().name(), figures, prepared.limits(), seconds);
  }
}
