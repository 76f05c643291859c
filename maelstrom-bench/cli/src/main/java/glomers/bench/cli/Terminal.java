package glomers.bench.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

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

  /** The process's own STDOUT. */
  static Terminal standard() {
    Console console = System.console();
    return of(System.out, console != null && console.isTerminal(), System.getenv());
  }

  /**
   * What may be done where the given stream leads. A dumb terminal can neither erase a line nor
   * colour a word, and colours give way to a {@code NO_COLOR} that is not empty (no-color.org).
   *
   * @param environment the process's variables
   */
  static Terminal of(PrintStream out, boolean isTerminal, Map<String, String> environment) {
    boolean isCapable = isTerminal && !"dumb".equals(environment.get("TERM"));
    boolean isColorWanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(out, isCapable, isCapable && isColorWanted);
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

  /**
   * Runs a program that talks to the same people as we do, to its end. If this process is ended
   * meanwhile, so is the program.
   *
   * @return its status
   * @throws IOException if it cannot be started
   */
  int run(ProcessBuilder builder) throws IOException, InterruptedException {
    // Inherited streams let it see for itself whether this is a terminal.
    boolean isOurs = out == System.out;
    Process process = (isOurs ? builder.inheritIO() : builder.redirectErrorStream(true)).start();
    try (var _ = ShutdownHook.of(process::destroy)) {
      if (!isOurs) {
        process.getOutputStream().close();
        process.inputReader().lines().forEach(this::println);
      }
      return process.waitFor();
    }
  }

  private void closeLine() {
    if (isLineOpen) {
      out.print(ERASE_LINE);
      isLineOpen = false;
    }
  }
}
