package glomers.bench.cli;

import glomers.bench.page.PageWriter;
import glomers.bench.page.RunPages;
import glomers.bench.store.ResultsFile;
import glomers.bench.store.RunFolder;
import glomers.bench.suite.Limits;
import glomers.bench.suite.Limits.Line;
import glomers.bench.verdict.RunFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code limits}: holds a finished run against a scenario's limits, whichever harness ran it. */
@Command(
    name = "limits",
    description = {
      "Holds the figures of a finished run against limits.",
      "Reads what this bench left in the run's folder, or what Maelstrom left there,",
      "and notes the limits on the run's page."
    },
    footer = {
      "",
      "For example, the limits of challenge 3d:",
      "  maelstrom-bench limits store/latest --messages-per-operation 30 \\",
      "      --median-millis 400 --max-millis 600",
      "",
      "Stable latencies are the broadcast workload's: from a value's acknowledgement",
      "until every read has it. What a run did not measure misses its limit.",
      "",
      "Exit status: 0 all kept, 1 one missed or the run is not valid,",
      "254 wrong arguments, or no such run."
    })
final class LimitsCommand implements Callable<Integer> {

  private final PrintStream out;

  @Parameters(paramLabel = "FOLDER", description = "The run's folder, for example store/latest.")
  Path folder;

  @Option(
      names = "--messages-per-operation",
      paramLabel = "N",
      description = "Messages between servers per operation: fewer than this.")
  Double messagesPerOperation;

  @Option(
      names = "--median-millis",
      paramLabel = "MS",
      description = "Median of the stable latencies: below this.")
  Double medianMillis;

  @Option(
      names = "--max-millis",
      paramLabel = "MS",
      description = "Maximum of the stable latencies: below this.")
  Double maxMillis;

  LimitsCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (messagesPerOperation == null && medianMillis == null && maxMillis == null) {
      throw new UsageException(
          "Say which limits: --messages-per-operation, --median-millis or --max-millis.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + "; run a test first.");
    }
    RunFigures figures;
    try {
      figures = ResultsFile.figures(folder);
    } catch (IOException e) {
      throw new UsageException(e.getMessage());
    }
    List<Line> lines = limits().compare(figures);
    lines.forEach(out::println);
    if (!figures.isValid()) {
      out.println("The run is not valid, whatever its figures.");
    }
    noteOnPage();
    return figures.isValid() && lines.stream().allMatch(Line::isKept) ? 0 : 1;
  }

  /** The verdict stands, whether there can be a page or not. */
  private void noteOnPage() {
    try {
      new RunFolder(folder).writeLimits(limits());
      PageWriter.write(RunPages.read(folder), folder);
    } catch (IOException e) {
      out.println("The limits could not be noted on the run's page: " + e.getMessage());
    } catch (RuntimeException e) {
      // The readers throw this and that at files that somebody has changed.
      out.println(
          "The limits could not be noted on the run's page, for what is in "
              + folder
              + " is damaged or from another version ("
              + e.getMessage()
              + ").");
    }
  }

  /** The limits of the command line. */
  Limits limits() {
    return new Limits(optional(messagesPerOperation), optional(medianMillis), optional(maxMillis));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
