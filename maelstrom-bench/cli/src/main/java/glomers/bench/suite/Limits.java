package glomers.bench.suite;

import glomers.bench.json.Json;
import glomers.bench.verdict.RunFigures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
          text(limit),
          isKept() ? "kept" : "MISSED");
    }
  }

  /** Limits as {@link #toJson} wrote them. */
  public static Limits of(JsonNode json) {
    return new Limits(
        number(json, "messages-per-operation"),
        number(json, "median-millis"),
        number(json, "max-millis"));
  }

  private static OptionalDouble number(JsonNode json, String key) {
    return json.path(key).isNumber()
        ? OptionalDouble.of(json.path(key).asDouble())
        : OptionalDouble.empty();
  }

  /** Those that there are, by their names. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    messagesPerOperation.ifPresent(value -> json.put("messages-per-operation", value));
    medianMillis.ifPresent(value -> json.put("median-millis", value));
    maxMillis.ifPresent(value -> json.put("max-millis", value));
    return json;
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

  /**
   * A limit in digits, for a terminal: all that it was given with, and no others. Rounded, 1.5
   * would read 2, and a figure of 1.6 that misses it would seem to keep it.
   */
  public static String text(double limit) {
    return String.format(Locale.ROOT, "%." + decimals(limit) + "f", limit);
  }

  /** The same for people's eyes alone, for example {@code 1,000} or {@code 1.5}. */
  public static String grouped(double limit) {
    return String.format(Locale.ROOT, "%,." + decimals(limit) + "f", limit);
  }

  private static int decimals(double limit) {
    return Double.isFinite(limit)
        ? Math.max(0, BigDecimal.valueOf(limit).stripTrailingZeros().scale())
        : 0;
  }
}
