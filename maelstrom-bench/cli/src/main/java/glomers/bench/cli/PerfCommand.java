package glomers.bench.cli;

import glomers.bench.perf.Measurements;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code perf}: measures the echo node, as ratios within one run where that is possible. */
@Command(
    name = "perf",
    sortOptions = false,
    description = {
      "Measures an echo node that is an executable jar, in turns with others.",
      "The figures: the start of many at once, beside as many empty JVMs and the",
      "same jar under plain `java -jar`; the memory of an idle one; and how many",
      "requests go through one's pipe."
    },
    footer = {
      "",
      "For example:  maelstrom-bench perf --bin echo/target/echo.jar",
      "",
      "Exit status: 0 if every answer was right, whatever the figures, 254 wrong",
      "arguments, 255 the node did not answer, or not rightly."
    })
final class PerfCommand implements Callable<Integer> {

  @Option(names = "--bin", required = true, paramLabel = "JAR", description = "The echo node.")
  Path bin;

  @Option(
      names = "--beside",
      paramLabel = "PROGRAM",
      description = "Another echo node to measure in the same run. May be given several times.")
  List<Path> beside = List.of();

  @Option(
      names = "--nodes",
      defaultValue = "25",
      paramLabel = "N",
      description = "How many nodes to start at once. Default: ${DEFAULT-VALUE}.")
  int nodes;

  @Option(
      names = "--messages",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "How many requests to send through one node. Default: ${DEFAULT-VALUE}.")
  int messages;

  @Option(
      names = "--runs",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "How often to measure each figure; medians are printed. Default: ${DEFAULT-VALUE}.")
  int runs;

  private final Terminal terminal;

  PerfCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Programs.requireExecutable(bin);
    if (nodes < 1 || messages < 1 || runs < 1) {
      throw new UsageException("--nodes, --messages and --runs have to be positive.");
    }
    for (Path other : beside) {
      Programs.requireExecutable(other);
    }
    String java = ProcessHandle.current().info().command().orElse("java");
    try (var measuring = new Measurements(java, nodes, messages)) {
      measuring.add(bin.toString(), List.of(bin.toAbsolutePath().toString()));
      measuring.addStart("java -jar " + bin.getFileName(), java, "-jar", bin.toString());
      for (Path other : beside) {
        measuring.add(other.toString(), List.of(other.toAbsolutePath().toString()));
      }
      for (int i = 0; i < runs; i++) {
        measuring.run();
      }
      measuring.lines().forEach(terminal::println);
    } catch (CompletionException | IllegalStateException | UncheckedIOException e) {
      terminal.println("BROKEN OFF  " + bin + ": " + cause(e) + ".");
      terminal.println(
          "  It has to be an echo node; see what it says with: maelstrom-bench test -w echo --bin "
              + bin);
      return Validity.CRASHED.exitStatus();
    }
    return 0;
  }

  /** The innermost cause, which knows what happened. */
  private static String cause(Throwable e) {
    return e.getCause() == null ? e.getMessage() : cause(e.getCause());
  }
}
