package glomers.bench.limits;

import glomers.bench.verdict.RunFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a scenario demands beyond a valid history. A figure has to be below its limit; one without a
 * limit may be anything, and one that a limit is set to must be there.
 */
public record Limits(
    OptionalDouble messagesPerOperation, OptionalDouble medianMillis, OptionalDouble maxMillis) {

  /** Nothing beyond a valid history. */
  public static final Limits NONE =
      new Limits(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  /**
   * One limit and the figure beside it.
   *
   * @param figure absent if the run did not measure it
   */
  public record Line(String name, OptionalDouble figure, double limit) {

    /** Whether the limit was kept. */
    public boolean isKept() {
      return figure.isPresent() && figure.getAsDouble() < limit;
    }

    @Override
    public String toString() {
      String measured =
          figure.isPresent() ? String.format(Locale.ROOT, "%.2f", figure.getAsDouble()) : "none";
      return String.format(
          Locale.ROOT,
          "%-24s %10s  limit %8s  %s",
          name,
          measured,
          LimitText.of(limit),
          isKept() ? "kept" : "MISSED");
    }
  }

  /** Sets the run's figures beside the limits. */
  public List<Line> compare(RunFigures figures) {
    List<Line> lines = new ArrayList<>();
    add(lines, "messages per operation", figures.messagesPerOperation(), messagesPerOperation);
    add(lines, "median latency, ms", figures.medianMillis(), medianMillis);
    add(lines, "maximum latency, ms", figures.maxMillis(), maxMillis);
    return lines;
  }

  private static void add(
      List<Line> lines, String name, OptionalDouble figure, OptionalDouble limit) {
    limit.ifPresent(value -> lines.add(new Line(name, figure, value)));
  }
}
