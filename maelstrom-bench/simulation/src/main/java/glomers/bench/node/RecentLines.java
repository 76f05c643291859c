package glomers.bench.node;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last few lines of a stream, for when something goes wrong. Thread-safe. */
public final class RecentLines {

  /** Enough for what most languages say when they give up, whose first line says most. */
  private static final int MAX_LINES = 30;

  private static final int MAX_LINE_CHARS = 300;

  /** Where Unicode has its pictures of control characters. */
  private static final char FIRST_PICTURE = '\u2400';

  private static final char REPLACEMENT = '\ufffd';

  private final Deque<String> lines = new ArrayDeque<>();

  /** Adds a line; it forgets the oldest if there are enough. */
  public synchronized void add(String line) {
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + "…");
  }

  /**
   * A line as people can be shown it: cut, and with pictures of the control characters, which a
   * terminal would obey.
   */
  static String shown(String line, int maxChars) {
    StringBuilder text = new StringBuilder();
    line.chars().limit(maxChars).map(RecentLines::picture).forEach(c -> text.append((char) c));
    return line.length() <= maxChars ? text.toString() : text.append('…').toString();
  }

  private static int picture(int character) {
    if (!Character.isISOControl(character) || character == '\t') {
      return character;
    }
    return character < ' ' ? FIRST_PICTURE + character : REPLACEMENT;
  }

  /**
   * The lines as a paragraph under a heading.
   *
   * @param stream where they were written to
   */
  public synchronized String under(String stream) {
    return lines.isEmpty()
        ? "\n  It wrote nothing to " + stream + "."
        : lines.stream()
            .map(line -> shown(line, line.length()))
            .collect(joining("\n    ", "\n  Its last lines on " + stream + ":\n    ", ""));
  }
}
