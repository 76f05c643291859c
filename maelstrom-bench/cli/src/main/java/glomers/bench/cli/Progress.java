package glomers.bench.cli;

import glomers.bench.engine.EventLoop;
import glomers.bench.run.TestRun;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how far a run on real time is: every second on a terminal, now and then elsewhere. */
final class Progress {

  private static final long TERMINAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Terminal terminal;
  private final EventLoop loop;
  private final TestRun run;
  private final long timeLimitSeconds;

  Progress(Terminal terminal, EventLoop loop, TestRun run, long timeLimitSeconds) {
    this.terminal = terminal;
    this.loop = loop;
    this.run = run;
    this.timeLimitSeconds = timeLimitSeconds;
  }

  void start() {
    loop.after(terminal.isInteractive() ? TERMINAL_NANOS : LOG_NANOS, this::show);
  }

  private void show() {
    String where =
        switch (run.phase()) {
          case STARTING -> "starting the nodes";
          case RUNNING ->
              String.format(
                  Locale.ROOT, "%.0f of %d s", run.elapsedNanos() / 1e9, timeLimitSeconds);
          case RECOVERING -> "recovering";
          case FINAL -> "final reads";
        };
    String fault = run.presentFault();
    terminal.progress(
        String.format(
            Locale.ROOT,
            "  %s, %,d operations, %,d not ok%s",
            where,
            run.completedCount(),
            run.failureCount(),
            fault.isEmpty() ? "" : ", " + fault));
    start();
  }
}
