package glomers.bench.story;

import glomers.bench.checker.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How something went wrong: what was asked, which messages carried it where, what became of those,
 * and what was answered, in the order of time.
 *
 * @param title the anomaly, in a sentence or two
 * @param lines what happened; empty if there is nothing to follow
 * @param remarks what was left out, and how sure the rest is, a sentence each
 */
public record Story(String title, List<Line> lines, List<String> remarks) {

  /** How far to the right of what happened its fate may begin, in characters. */
  private static final int MIN_COLUMN = 16;

  /** How many lines of a story people are shown at once. */
  public static final int MAX_PRINTED = 24;

  private static final int MAX_COLUMN = 44;

  /** One whose lists nobody can change any more. */
  public Story {
    lines = List.copyOf(lines);
    remarks = List.copyOf(remarks);
  }

  /** Which way something went. */
  public enum Arrow {
    /** From the first to the second. */
    TO("→"),
    /** Both ways. */
    BETWEEN("↔"),
    /** It went nowhere. */
    NONE("");

    private final String symbol;

    Arrow(String symbol) {
      this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * One thing that happened.
   *
   * @param timeNanos when it began, since clients began
   * @param who whose doing it was: a client by its process ({@code c1}), a node, a service, the
   *     nemesis; several by their names with blanks between
   * @param arrow which way it went
   * @param whom to whom; empty if it went nowhere
   * @param what what it was, in a few words
   * @param fate what became of it, where that is worth a word; else empty
   * @param isAmiss whether that is a part of what went wrong
   * @param operation the {@link glomers.bench.history.Operation#index} of the operation that it is,
   *     if it is one
   * @param messages the {@link glomers.bench.network.TracedMessage#id}s of the messages that it is
   */
  public record Line(
      long timeNanos,
      String who,
      Arrow arrow,
      String whom,
      String what,
      String fate,
      boolean isAmiss,
      OptionalInt operation,
      List<Long> messages) {

    /** Who did it to whom, for example {@code c1 → n1}. */
    public String ends() {
      return arrow == Arrow.NONE ? who : who + " " + arrow.symbol() + " " + whom;
    }

    /** Several that say the same as one: when the first was, and how many they are. */
    static Line together(List<Line> alike) {
      Line first = alike.getFirst();
      if (alike.size() == 1) {
        return first;
      }
      List<Long> all = alike.stream().flatMap(line -> line.messages().stream()).distinct().toList();
      return new Line(
          first.timeNanos,
          first.who,
          first.arrow,
          first.whom,
          first.what + ", " + alike.size() + " times",
          first.fate,
          first.isAmiss,
          first.operation,
          all);
    }

    Line withFate(String other, boolean isAmissThen) {
      return new Line(timeNanos, who, arrow, whom, what, other, isAmissThen, operation, messages);
    }
  }

  /** A story with nothing in it, of which the anomaly's own sentence is all that can be told. */
  public static Story untold(Anomaly anomaly) {
    return new Story(anomaly.description(), List.of(), List.of());
  }

  /** Whether there is anything to tell. */
  public boolean isTold() {
    return !lines.isEmpty();
  }

  /** It as text: a line each, in columns, and the remarks. */
  public List<String> text() {
    return text(Integer.MAX_VALUE);
  }

  /**
   * It as text of no more than some lines, remarks included: the beginning and the end, if that is
   * too few for all.
   *
   * @param maxLines at least 4
   */
  public List<String> text(int maxLines) {
    List<String> written = new ArrayList<>(columns());
    int room = Math.max(4, maxLines - remarks.size());
    if (written.size() > room) {
      int head = room / 2;
      int tail = room - head - 1;
      int left = written.size() - head - tail;
      List<String> shortened = new ArrayList<>(written.subList(0, head));
      shortened.add("           … and " + left + " lines more");
      shortened.addAll(written.subList(written.size() - tail, written.size()));
      written = shortened;
    }
    remarks.forEach(written::add);
    return List.copyOf(written);
  }

  private List<String> columns() {
    int endsWidth = lines.stream().mapToInt(line -> line.ends().length()).max().orElse(0);
    int whatWidth =
        lines.stream()
            .filter(line -> !line.fate().isEmpty())
            .mapToInt(line -> line.what().length())
            .max()
            .orElse(0);
    int column = Math.clamp(whatWidth, MIN_COLUMN, MAX_COLUMN);
    return lines.stream()
        .map(line ->
            (String.format(Locale.ROOT, "%7.3f s  ", line.timeNanos() / 1e9)
                    + padded(line.ends(), endsWidth)
                    + "  "
                    + padded(line.what(), column)
                    + "  "
                    + line.fate())
                .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
