package glomers.bench.cli;

import glomers.bench.store.ResultsFile;
import glomers.bench.suite.Limits;
import glomers.bench.suite.Scenario;
import glomers.bench.suite.SuiteRow;
import glomers.bench.verdict.RunFigures;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs scenarios one after the other on real time, each in a process of its own, so that whatever
 * becomes of one the next is run. The figures are read from what the harness leaves in its store.
 */
final class RealSuite {

  private final Terminal terminal;
  private final List<Scenario> scenarios;
  private final List<String> harness;

  /**
   * A suite that waits for {@link #run}.
   *
   * @param harness the program that knows the command {@code test}, as it is to be started
   */
  RealSuite(Terminal terminal, List<Scenario> scenarios, List<String> harness) {
    this.terminal = terminal;
    this.scenarios = scenarios;
    this.harness = harness;
  }

  /**
   * The table's lines, in the order of the list.
   *
   * @throws UsageException if a scenario cannot be run; none has been begun then
   */
  List<SuiteRow> run() throws InterruptedException {
    for (Scenario scenario : scenarios) {
      ScenarioReader.store(scenario);
      ScenarioReader.limits(scenario);
    }
    List<SuiteRow> rows = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      terminal.println((rows.isEmpty() ? "" : "\n") + scenario.name());
      rows.add(run(scenario));
    }
    return rows;
  }

  private SuiteRow run(Scenario scenario) throws InterruptedException {
    Limits limits = ScenarioReader.limits(scenario);
    Path latest = ScenarioReader.store(scenario).resolve("latest");
    Optional<Path> before = target(latest);
    long startNanos = System.nanoTime();
    Validity validity = test(scenario);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    Optional<Path> folder = target(latest).filter(after -> !before.equals(Optional.of(after)));
    RunFigures figures = folder.map(RealSuite::figures).orElse(RunFigures.NONE);
    if (folder.isPresent() && !scenario.limits().isEmpty()) {
      holdAgainstLimits(scenario, folder.get());
    }
    return SuiteRow.ofRun(scenario.name(), validity, figures, limits, seconds);
  }

  private Validity test(Scenario scenario) throws InterruptedException {
    List<String> command = new ArrayList<>(harness);
    command.add("test");
    command.addAll(scenario.arguments());
    try {
      return switch (terminal.run(new ProcessBuilder(command))) {
        case 0 -> Validity.VALID;
        case 1 -> Validity.INVALID;
        case 2 -> Validity.UNKNOWN;
        default -> Validity.CRASHED;
      };
    } catch (IOException e) {
      throw new UsageException(
          "Cannot run "
              + harness.getFirst()
              + " ("
              + e.getMessage()
              + "); name a program with --harness, or leave it out for this bench.");
    }
  }

  /** Where the link leads; nowhere if there is none. */
  private static Optional<Path> target(Path latest) {
    try {
      return Files.exists(latest) ? Optional.of(latest.toRealPath()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static RunFigures figures(Path folder) {
    try {
      return ResultsFile.figures(folder);
    } catch (IOException e) {
      return RunFigures.NONE; // it broke off, which its verdict tells
    }
  }

  /** What {@code limits} does besides comparing is done here too; its lines stand in the table. */
  private static void holdAgainstLimits(Scenario scenario, Path folder) {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      ScenarioReader.limitsCommand(scenario, folder, silent).call();
    } catch (UsageException e) {
      // The run left no figures, which the table tells.
    }
  }
}
