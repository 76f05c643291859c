package glomers.bench.cli;

import glomers.bench.report.Validity;
import glomers.bench.report.VerdictText;
import glomers.bench.run.TestOptions;
import glomers.core.node.NodeProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Simulates one test with many seeds, on all cores, and says how to repeat each failure. */
final class SeedSweep {

  private final NodeProgram<?, ?> program;
  private final List<String> arguments;
  private final Terminal terminal;
  private final List<String> commandLine;
  private final AtomicInteger done = new AtomicInteger();

  SeedSweep(
      NodeProgram<?, ?> program,
      List<String> arguments,
      Terminal terminal,
      List<String> commandLine) {
    this.program = program;
    this.arguments = arguments;
    this.terminal = terminal;
    this.commandLine = commandLine;
  }

  /**
   * Runs the given number of seeds, beginning with the options' own. Failures are told in the order
   * of the seeds, whichever core was faster.
   */
  Validity run(TestOptions options, int runs) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    terminal.println(
        String.format(
            Locale.ROOT,
            "Simulating %s with %d seeds, %d to %d, on %d cores",
            options.workload(),
            runs,
            options.seed(),
            options.seed() + runs - 1,
            cores));
    long startNanos = System.nanoTime();
    int valid = 0;
    Validity worst = Validity.VALID;
    try (ExecutorService executor = Executors.newFixedThreadPool(cores)) {
      List<Future<SeedRun>> seeds = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        TestOptions one = options.withSeed(options.seed() + i);
        seeds.add(executor.submit(() -> runOne(one, runs)));
      }
      for (Future<SeedRun> seed : seeds) {
        SeedRun run = seed.get();
        worst = worse(worst, run.validity());
        if (run.isValid()) {
          valid++;
        } else {
          tell(run);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    terminal.println(
        String.format(
            Locale.ROOT,
            "%s  %d of %d seeds valid, in %.1f s",
            VerdictText.of(worst, terminal.hasColor()),
            valid,
            runs,
            (System.nanoTime() - startNanos) / 1e9));
    return worst;
  }

  private SeedRun runOne(TestOptions options, int runs) {
    SeedRun run = SeedRun.of(options, program, arguments);
    int doneNow = done.incrementAndGet();
    if (terminal.isInteractive()) {
      terminal.progress("  " + doneNow + " of " + runs + " seeds");
    }
    return run;
  }

  private void tell(SeedRun run) {
    terminal.println(
        VerdictText.of(run.validity(), terminal.hasColor())
            + "  seed "
            + run.seed()
            + ": "
            + run.reason()
            + "\n  repeat with   "
            + CommandText.repeating(commandLine, run.seed()));
  }

  private static Validity worse(Validity a, Validity b) {
    return severity(a) >= severity(b) ? a : b;
  }

  private static int severity(Validity validity) {
    return switch (validity) {
      case VALID -> 0;
      case UNKNOWN -> 1;
      case CRASHED -> 2;
      case INVALID -> 3;
    };
  }
}
