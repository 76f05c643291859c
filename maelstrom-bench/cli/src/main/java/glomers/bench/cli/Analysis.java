package glomers.bench.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows how far the analysis of a run is: which checker is at work, on a terminal; elsewhere now
 * and then, if it takes long.
 */
final class Analysis implements Consumer<String> {

  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So many take a while. */
  private static final int MANY_OPERATIONS = 1_000_000;

  private final Terminal terminal;
  private final String what;
  private long shownNanos = System.nanoTime();

  private Analysis(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
  }

  /** An analysis that begins now. */
  Analysis(Terminal terminal, int operations) {
    this(terminal, String.format(Locale.ROOT, "  analysing %,d operations", operations));
    terminal.progress(what);
  }

  /** An analysis that begins now, and of which nothing need be said unless it takes long. */
  static Analysis ofSimulated(Terminal terminal, int operations) {
    return terminal.isInteractive() || operations >= MANY_OPERATIONS
        ? new Analysis(terminal, operations)
        : new Analysis(
            terminal, String.format(Locale.ROOT, "  analysing %,d operations", operations));
  }

  @Override
  public void accept(String checker) {
    if (terminal.isInteractive() || System.nanoTime() - shownNanos >= LOG_NANOS) {
      terminal.progress(what + ": " + checker);
      shownNanos = System.nanoTime();
    }
  }
}
