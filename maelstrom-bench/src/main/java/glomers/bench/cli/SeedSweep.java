package glomers.bench.cli;

import glomers.bench.report.Validity;
import glomers.bench.report.VerdictText;
import glomers.bench.run.TestOptions;
import glomers.core.node.NodeProgram;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Simulates one test with many seeds, on all cores, and says how to repeat each failure. */
final class SeedSweep {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final NodeProgram<?, ?> program;
  private final List<String> arguments;
  private final Terminal terminal;
  private final List<String> commandLine;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<Validity> worst = new AtomicReference<>(Validity.VALID);

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

  /** Runs the given number of seeds, beginning with the options' own. */
  Validity run(TestOptions options, int runs) {
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
    try (ExecutorService executor = Executors.newFixedThreadPool(cores)) {
      for (int i = 0; i < runs; i++) {
        TestOptions one = options.withSeed(options.seed() + i);
        executor.execute(() -> runOne(one));
      }
      executor.shutdown();
      while (terminal.isInteractive()
          && !executor.awaitTermination(PROGRESS_NANOS, TimeUnit.NANOSECONDS)) {
        terminal.progress(
            "  " + done.get() + " of " + runs + " seeds, " + failed.get() + " not valid");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.println(
        String.format(
            Locale.ROOT,
            "%s  %d of %d seeds valid, in %.1f s",
            VerdictText.of(worst.get(), terminal.hasColor()),
            done.get() - failed.get(),
            runs,
            (System.nanoTime() - startNanos) / 1e9));
    return worst.get();
  }

  private void runOne(TestOptions options) {
    SeedRun run = SeedRun.of(options, program, arguments);
    if (!run.isValid()) {
      failed.incrementAndGet();
      terminal.println(
          VerdictText.of(run.validity(), terminal.hasColor())
              + "  seed "
              + run.seed()
              + ": "
              + run.reason()
              + "\n  repeat with   "
              + CommandText.repeating(commandLine, run.seed()));
    }
    worst.updateAndGet(others -> worse(others, run.validity()));
    done.incrementAndGet();
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
