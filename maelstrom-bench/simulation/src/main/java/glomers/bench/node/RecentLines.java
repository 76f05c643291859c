package glomers.bench.node;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last few lines of a stream, for when something goes wrong. Thread-safe. */
public final class RecentLines {

  private static final int MAX_LINES = 12;
  private static final int MAX_LINE_CHARS = 300;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Adds a line; it forgets the oldest if there are enough. */
  public synchronized void add(String line) {
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + "…");
  }

  /**
   * The lines as a paragraph under a heading.
   *
   * @param stream where they were written to
   */
  public synchronized String under(String stream) {
    return lines.isEmpty()
        ? "\n  It wrote nothing to " + stream + "."
        : "\n  Its last lines on " + stream + ":\n    " + String.join("\n    ", lines);
  }
}
