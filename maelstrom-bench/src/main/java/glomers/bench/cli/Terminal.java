package glomers.bench.cli;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where the bench talks to people: with colours and a line that is drawn anew only on a terminal.
 */
final class Terminal {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean isInteractive;
  private final boolean hasColor;
  private boolean isLineOpen;

  Terminal(PrintStream out, boolean isInteractive, boolean hasColor) {
    this.out = out;
    this.isInteractive = isInteractive;
    this.hasColor = hasColor;
  }

  /** The process's own STDOUT. Colours give way to the variable {@code NO_COLOR} (no-color.org). */
  static Terminal standard() {
    Console console = System.console();
    boolean isTerminal = console != null && console.isTerminal();
    String noColor = System.getenv("NO_COLOR");
    return new Terminal(
        System.out, isTerminal, isTerminal && (noColor == null || noColor.isEmpty()));
  }

  boolean isInteractive() {
    return isInteractive;
  }

  boolean hasColor() {
    return hasColor;
  }

  /** Prints a line for good. */
  synchronized void println(String line) {
    closeLine();
    out.println(line);
    out.flush();
  }

  /** Shows a line until the next one; where lines cannot be erased it stays. */
  synchronized void progress(String line) {
    if (isInteractive) {
      out.print(ERASE_LINE + line);
      out.flush();
      isLineOpen = true;
    } else {
      out.println(line);
      out.flush();
    }
  }

  private void closeLine() {
    if (isLineOpen) {
      out.print(ERASE_LINE);
      isLineOpen = false;
    }
  }
}
