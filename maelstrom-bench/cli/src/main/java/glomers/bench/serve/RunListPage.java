package glomers.bench.serve;

import glomers.bench.serve.SortOrder.Column;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The page with all runs, a line each. */
final class RunListPage {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private RunListPage() {}

  /** The page. */
  static String of(List<StoredRun> runs, SortOrder order) {
    if (runs.isEmpty()) {
      return Html.page(
          "Runs", "<p>There is no run in the store yet. Run one: <code>make mnb</code></p>");
    }
    StringBuilder body = new StringBuilder();
    body.append("<p>")
        .append(runs.size())
        .append(runs.size() == 1 ? " run" : " runs")
        .append(". A click on a column&#39;s head sorts by it.</p>\n")
        .append("<div class=\"wide\"><table>\n<thead><tr>");
    for (Column column : Column.values()) {
      body.append(heading(column, order));
    }
    body.append("</tr></thead>\n<tbody>\n");
    runs.stream().sorted(order.comparator()).forEach(run -> body.append(row(run)));
    body.append("</tbody></table></div>\n")
        .append("<p>Latencies are those of the operations that succeeded; stable ones, from a")
        .append(" value&#39;s acknowledgement until every read has it. Maelstrom&#39;s results")
        .append(" hold only the latter.</p>");
    return Html.page("Runs", body.toString());
  }

  private static boolean isNumber(Column column) {
    return column.compareTo(Column.NODES) >= 0;
  }

  private static String heading(Column column, SortOrder order) {
    boolean isSorted = column == order.column();
    return "<th scope=\"col\""
        + (isNumber(column) ? " class=\"number\"" : "")
        + (isSorted
            ? " aria-sort=\"" + (order.isDescending() ? "descending" : "ascending") + "\""
            : "")
        + "><a href=\"/"
        + Html.escape(order.afterClick(column).query())
        + "\">"
        + Html.escape(column.title())
        + "</a>"
        + (isSorted ? (order.isDescending() ? " ▾" : " ▴") : "")
        + "</th>";
  }

  private static String row(StoredRun run) {
    String kind = run.verdict().text().replace(' ', '-');
    return "<tr>"
        + "<td>"
        + Html.escape(run.workload())
        + "</td><td><a href=\"/"
        + Html.escape(Html.step(run.workload()) + "/" + Html.step(run.name()))
        + "/\" title=\""
        + Html.escape(run.name())
        + "\">"
        + TIME.format(run.started().atZone(ZoneId.systemDefault()))
        + "</a></td><td class=\"verdict "
        + kind
        + "\">"
        + run.verdict().text()
        + "</td>"
        + number(run.nodeCount().isPresent() ? "" + run.nodeCount().getAsInt() : "")
        + number(format(run.figures().messagesPerOperation(), 2))
        + number(format(run.figures().bytesPerOperation(), 0))
        + number(format(run.figures().operationMedianMillis(), 1))
        + number(format(run.figures().operationMaxMillis(), 1))
        + number(format(run.figures().medianMillis(), 0))
        + number(format(run.figures().maxMillis(), 0))
        + number(percent(run.figures().okFraction()))
        + "</tr>\n";
  }

  private static String number(String text) {
    return "<td class=\"number\">" + text + "</td>";
  }

  private static String format(OptionalDouble figure, int digits) {
    return figure.isPresent()
        ? String.format(Locale.ROOT, "%." + digits + "f", figure.getAsDouble())
        : "";
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isPresent()
        ? String.format(Locale.ROOT, "%.2f&#8239;%%", 100 * fraction.getAsDouble())
        : "";
  }
}
