package glomers.bench.cli;

import glomers.bench.perf.EchoPerformance;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code perf}: measures the echo node, as ratios within one run where that is possible. */
@Command(
    name = "perf",
    sortOptions = false,
    description = {
      "Measures an echo node that is an executable jar.",
      "Its figures: the start of many at once, beside the same jar under plain",
      "`java -jar`; the memory of an idle one; and how many requests one answers."
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
      defaultValue = "3",
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
    String jar = bin.toAbsolutePath().toString();
    String java = ProcessHandle.current().info().command().orElse("java");
    List<String> program = List.of(jar);
    List<String> plain = List.of(java, "-jar", jar);
    List<Double> own = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> idle = new ArrayList<>();
    try {
      for (int i = 0; i < runs; i++) {
        own.add(EchoPerformance.startNanos(program, nodes) / 1e9);
        others.add(EchoPerformance.startNanos(plain, nodes) / 1e9);
        OptionalLong kilobytes = EchoPerformance.idleKilobytes(program);
        kilobytes.ifPresent(value -> idle.add(value / 1024.0));
        rates.add(messages / (EchoPerformance.throughputNanos(program, messages) / 1e9));
      }
    } catch (CompletionException | IllegalStateException | UncheckedIOException e) {
      terminal.println("BROKEN OFF  " + bin + ": " + cause(e) + ".");
      terminal.println(
          "  It has to be an echo node; see what it says with: maelstrom-bench test -w echo --bin "
              + bin);
      return Validity.CRASHED.exitStatus();
    }
    say(
        "%d nodes started at once, until the last has answered init: %.2f s; plain java -jar: %.2f s;"
            + " ratio %.1f",
        nodes, median(own), median(others), median(others) / median(own));
    if (idle.isEmpty()) {
      say("memory: this system does not tell");
    } else {
      say("peak memory of an idle node: %.0f MB", median(idle));
    }
    say(
        "%,d echo requests through one node's pipe: %,.0f a second, in order, none lost",
        messages, median(rates));
    return 0;
  }

  /** The innermost cause, which knows what happened. */
  private static String cause(Throwable e) {
    return e.getCause() == null ? e.getMessage() : cause(e.getCause());
  }

  private void say(String format, Object... arguments) {
    terminal.println(String.format(Locale.ROOT, format, arguments));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
