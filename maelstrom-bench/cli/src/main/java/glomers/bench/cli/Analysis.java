package glomers.bench.cli;

import java.util.Locale;
import java.util.function.Consumer;

/** Shows how far the analysis of a run is: which checker is at work, on a terminal. */
final class Analysis implements Consumer<String> {

  private final Terminal terminal;
  private final String what;

  /** An analysis that begins now. */
  Analysis(Terminal terminal, int operations) {
    this.terminal = terminal;
    this.what = String.format(Locale.ROOT, "  analysing %,d operations", operations);
    terminal.progress(what);
  }

  @Override
  public void accept(String checker) {
    if (terminal.isInteractive()) {
      terminal.progress(what + ": " + checker);
    }
  }
}
