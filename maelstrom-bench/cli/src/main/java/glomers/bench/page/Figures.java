package glomers.bench.page;

import glomers.bench.page.RunPage.Figure;
import glomers.bench.suite.Limits;
import glomers.bench.verdict.RunFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** What a page says in numbers, out of a run's results arranged as in {@code results.json}. */
final class Figures {

  private static final int MAX_DETAIL_CHARS = 400;

  private Figures() {}

  /** The figures that a reader looks for first. */
  static List<Figure> of(JsonNode results, RunFigures measured, Limits limits) {
    List<Figure> figures = new ArrayList<>();
    addLimited(
        figures,
        "Messages per operation",
        "%.2f",
        "",
        measured.messagesPerOperation(),
        limits.messagesPerOperation(),
        "What nodes and services sent each other, arrived or not, divided by what clients asked.");
    addLimited(
        figures,
        "Bytes per operation",
        "%,.0f",
        "",
        measured.bytesPerOperation(),
        OptionalDouble.empty(),
        "How long these messages were, divided by what clients asked.");
    addLimited(
        figures,
        "Stable latency, median",
        "%,.0f",
        " ms",
        measured.medianMillis(),
        limits.medianMillis(),
        "From a value's acknowledgement until every read has it.");
    addLimited(
        figures,
        "Stable latency, maximum",
        "%,.0f",
        " ms",
        measured.maxMillis(),
        limits.maxMillis(),
        "The same for the slowest value.");
    addAvailability(figures, results);
    addClientLatency(figures, results.path("performance").path("latency-millis"));
    addNetwork(figures, results.path("net"));
    return figures;
  }

  private static void addLimited(
      List<Figure> figures,
      String name,
      String format,
      String unit,
      OptionalDouble value,
      OptionalDouble limit,
      String meaning) {
    if (value.isEmpty() && limit.isEmpty()) {
      return;
    }
    figures.add(
        new Figure(
            name,
            value.isPresent()
                ? String.format(Locale.ROOT, format, value.getAsDouble()) + unit
                : "none",
            limit.isPresent()
                ? Optional.of("below " + Limits.grouped(limit.getAsDouble()) + unit)
                : Optional.empty(),
            limit.isEmpty() || value.isPresent() && value.getAsDouble() < limit.getAsDouble(),
            meaning));
  }

  private static void addAvailability(List<Figure> figures, JsonNode results) {
    JsonNode availability = results.path("availability");
    if (!availability.path("ok-fraction").isNumber()
        || results.path("stats").path("count").asLong(0) == 0) {
      return;
    }
    double fraction = availability.path("ok-fraction").asDouble();
    JsonNode required = availability.path("required-ok-fraction");
    JsonNode stats = results.path("stats");
    figures.add(
        new Figure(
            "Operations that succeeded",
            String.format(Locale.ROOT, "%.3f %%", 100 * fraction),
            required.isNumber()
                ? Optional.of(
                    String.format(Locale.ROOT, "at least %.0f %%", 100 * required.asDouble()))
                : Optional.empty(),
            !required.isNumber() || fraction >= required.asDouble(),
            String.format(
                Locale.ROOT,
                "%,d asked: %,d ok, %,d failed (certainly did not happen), %,d unknown (may have"
                    + " happened).",
                stats.path("count").asLong(),
                stats.path("ok-count").asLong(),
                stats.path("fail-count").asLong(),
                stats.path("info-count").asLong())));
  }

  private static void addClientLatency(List<Figure> figures, JsonNode quantiles) {
    if (quantiles.path("0.5").isNumber()) {
      figures.add(
          new Figure(
              "A client's wait, median",
              millis(quantiles.path("0.5")),
              Optional.empty(),
              true,
              "From asking to the answer, of operations that succeeded. 95 % within "
                  + millis(quantiles.path("0.95"))
                  + ", 99 % within "
                  + millis(quantiles.path("0.99"))
                  + ", all within "
                  + millis(quantiles.path("1"))
                  + "."));
    }
  }

  private static void addNetwork(List<Figure> figures, JsonNode net) {
    JsonNode servers = net.path("servers");
    if (!servers.path("msg-count").isNumber()) {
      return;
    }
    long lost = net.path("lost-count").asLong(0);
    long cut = net.path("dropped-by-partition-count").asLong(0);
    figures.add(
        new Figure(
            "Messages between servers",
            String.format(Locale.ROOT, "%,d", servers.path("msg-count").asLong()),
            Optional.empty(),
            true,
            lost == 0 && cut == 0
                ? "Servers are nodes and services, not clients."
                : String.format(
                    Locale.ROOT,
                    "Servers are nodes and services. Chance lost %,d, partitions dropped %,d.",
                    lost,
                    cut)));
  }

  /** The figures of the workload's own checker, put into words as the terminal has them. */
  static Map<String, String> details(JsonNode workload) {
    Map<String, String> details = new LinkedHashMap<>();
    workload
        .properties()
        .forEach(entry -> {
          if (!entry.getKey().equals("valid")) {
            details.put(entry.getKey(), Texts.cut(words(entry.getValue()), MAX_DETAIL_CHARS));
          }
        });
    return details;
  }

  private static String words(JsonNode value) {
    if (value.isObject()) {
      List<String> parts = new ArrayList<>();
      value
          .properties()
          .forEach(entry -> parts.add(entry.getKey() + ": " + words(entry.getValue())));
      return String.join(", ", parts);
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(element -> parts.add(words(element)));
      return String.join(", ", parts);
    }
    if (value.isFloatingPointNumber()) {
      return String.format(Locale.ROOT, "%.3f", value.asDouble());
    }
    return value.isString() ? value.asString() : value.toString();
  }

  private static String millis(JsonNode value) {
    double millis = value.asDouble();
    return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%,.0f ms", millis);
  }
}
