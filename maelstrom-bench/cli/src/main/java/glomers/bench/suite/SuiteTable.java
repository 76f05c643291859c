package glomers.bench.suite;

import glomers.bench.verdict.RunFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The end of a list of scenarios: a line each, figures beside their limits. It is Markdown whose
 * columns are aligned, so it can be read where it is printed and pasted where it is wanted.
 */
public final class SuiteTable {

  private static final List<String> HEADINGS =
      List.of(
          "scenario",
          "verdict",
          "messages/op",
          "bytes/op",
          "median, ms",
          "maximum, ms",
          "ok",
          "time");
  private static final int FIRST_NUMBER = 2;
  private static final int VERDICT = 1;
  private static final String NOT_MEASURED = "-";
  private static final double ROUND_FROM = 100;

  private SuiteTable() {}

  /**
   * The table's lines.
   *
   * @param color whether colours may be used
   */
  public static List<String> lines(List<SuiteRow> rows, boolean color) {
    List<List<String>> cells = rows.stream().map(SuiteTable::cells).toList();
    int[] widths = HEADINGS.stream().mapToInt(String::length).toArray();
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(join(pad(HEADINGS, widths)));
    lines.add(rule(widths));
    for (int i = 0; i < rows.size(); i++) {
      List<String> padded = pad(cells.get(i), widths);
      padded.set(VERDICT, rows.get(i).validity().paint(padded.get(VERDICT), color));
      lines.add(join(padded));
    }
    return lines;
  }

  private static List<String> cells(SuiteRow row) {
    RunFigures figures = row.figures();
    Limits limits = row.limits();
    return List.of(
        row.name(),
        row.verdict(),
        beside(figures.messagesPerOperation(), limits.messagesPerOperation(), "%.2f"),
        beside(figures.bytesPerOperation(), OptionalDouble.empty(), "%,.0f"),
        latency(figures.medianMillis(), limits.medianMillis(), figures.operationMedianMillis()),
        latency(figures.maxMillis(), limits.maxMillis(), figures.operationMaxMillis()),
        figures.okFraction().isPresent()
            ? String.format(Locale.ROOT, "%.2f %%", 100 * figures.okFraction().getAsDouble())
            : NOT_MEASURED,
        String.format(Locale.ROOT, "%.1f s", row.seconds()));
  }

  /** The stable latency if there is a limit to it, else that of the operations. */
  private static String latency(
      OptionalDouble stable, OptionalDouble limit, OptionalDouble ofOperations) {
    OptionalDouble figure = limit.isPresent() ? stable : ofOperations;
    boolean isLong = figure.isPresent() && figure.getAsDouble() >= ROUND_FROM;
    return beside(figure, limit, isLong ? "%.0f" : "%.1f");
  }

  private static String beside(OptionalDouble figure, OptionalDouble limit, String format) {
    String text =
        figure.isPresent()
            ? String.format(Locale.ROOT, format, figure.getAsDouble())
            : NOT_MEASURED;
    if (limit.isEmpty()) {
      return text;
    }
    String relation =
        figure.isEmpty() ? "of" : figure.getAsDouble() < limit.getAsDouble() ? "<" : "OVER";
    return text + " " + relation + " " + Limits.text(limit.getAsDouble());
  }

  private static List<String> pad(List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - cells.get(i).length());
      padded.add(i < FIRST_NUMBER ? cells.get(i) + blanks : blanks + cells.get(i));
    }
    return padded;
  }

  private static String rule(int[] widths) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      // Two more for the blanks around a cell, one of them for the colon that aligns numbers right.
      parts.add(i < FIRST_NUMBER ? "-".repeat(widths[i] + 2) : "-".repeat(widths[i] + 1) + ":");
    }
    return "|" + String.join("|", parts) + "|";
  }

  private static String join(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
