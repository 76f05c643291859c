package glomers.bench.verdict;

import glomers.bench.checker.Verdict;
import glomers.bench.story.Story;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The end of a run in a few lines: the verdict first. */
public final class Summary {

  private static final int MAX_REASONS = 5;
  private static final int MAX_ITEMS = 8;

  private Summary() {}

  /**
   * The lines to print.
   *
   * @param title what was tested
   * @param color whether colours may be used
   */
  public static List<String> lines(String title, Judgement judgement, boolean color) {
    return lines(title, judgement, List.of(), color);
  }

  /**
   * The lines to print, with the story of the anomaly that decides the verdict.
   *
   * @param title what was tested
   * @param stories a story for each of the judgement's anomalies, in their order; none to tell none
   * @param color whether colours may be used
   */
  public static List<String> lines(
      String title, Judgement judgement, List<Story> stories, boolean color) {
    List<String> lines = new ArrayList<>();
    lines.add(judgement.validity().paint(judgement.verdicts().words(), color) + "  " + title);
    Reasons all = judgement.toldReasons();
    List<String> reasons = all.sentences();
    List<String> story = story(judgement, stories);
    for (String reason : reasons.subList(0, Math.min(MAX_REASONS, reasons.size()))) {
      lines.add("  - " + reason);
      if (lines.size() == 2) {
        story.forEach(line -> lines.add("    " + line));
      }
    }
    long more = all.totalCount() - Math.min(MAX_REASONS, reasons.size());
    if (more > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  - and %,d more; results.json has the first %d of each type",
              more,
              Verdict.MAX_ANOMALIES_SHOWN));
    }
    messages(judgement.results().get("net")).ifPresent(lines::add);
    Object latency = judgement.results().get("performance").get("latency-millis");
    if (latency instanceof Map<?, ?> quantiles) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  latency       median %.1f ms, 95 %% within %.1f, 99 %% within %.1f, maximum %.1f",
              quantiles.get("0.5"),
              quantiles.get("0.95"),
              quantiles.get("0.99"),
              quantiles.get("1")));
    }
    lines.add(availability(judgement.results()));
    String workload = figures(judgement.results().get("workload"));
    if (!workload.isEmpty()) {
      lines.add("  workload      " + workload);
    }
    return lines;
  }

  /**
   * The story of the anomaly that decides the verdict; no lines if there is none.
   *
   * @param stories a story for each of the judgement's anomalies, in their order
   */
  public static List<String> story(Judgement judgement, List<Story> stories) {
    return judgement.decisiveAnomaly().stream()
        .filter(place -> place < stories.size())
        .mapToObj(place -> stories.get(place).text(Story.MAX_PRINTED))
        .findFirst()
        .orElse(List.of());
  }

  /** A history that others brought has no messages. */
  private static Optional<String> messages(Map<String, Object> net) {
    if (net.get("all") instanceof Map<?, ?> all && all.get("send-count").equals(0L)) {
      return Optional.empty();
    }
    Map<?, ?> servers = (Map<?, ?>) net.get("servers");
    Object perOperation = servers.get("msgs-per-op");
    return Optional.of(
        String.format(
            Locale.ROOT,
            "  messages      %s per operation (%,d between servers), %s bytes",
            perOperation == null ? "-" : format(perOperation),
            ((Number) servers.get("msg-count")).longValue(),
            servers.get("bytes-per-op") instanceof Number bytes
                ? String.format(Locale.ROOT, "%,.0f", bytes.doubleValue())
                : "-"));
  }

  private static String availability(Map<String, Map<String, Object>> results) {
    Map<String, Object> stats = results.get("stats");
    return String.format(
        Locale.ROOT,
        "  availability  %.3f %% (%,d operations: %,d ok, %,d failed, %,d unknown)",
        100 * ((Number) results.get("availability").get("ok-fraction")).doubleValue(),
        (Integer) stats.get("count"),
        (Integer) stats.get("ok-count"),
        (Integer) stats.get("fail-count"),
        (Integer) stats.get("info-count"));
  }

  private static String figures(Map<String, Object> figures) {
    List<String> parts = new ArrayList<>();
    figures.forEach((name, value) -> {
      if (!name.equals("valid")) {
        parts.add(name + " " + format(value));
      }
    });
    return String.join(", ", parts);
  }

  private static String format(Object value) {
    return switch (value) {
      case Double number -> String.format(Locale.ROOT, "%.3f", number);
      case Map<?, ?> map -> {
        List<String> parts = new ArrayList<>();
        map.forEach((key, inner) -> parts.add(key + ": " + format(inner)));
        yield parts.size() <= MAX_ITEMS
            ? "{" + String.join(", ", parts) + "}"
            : "{" + parts.size() + " entries}";
      }
      case Collection<?> list when list.size() > MAX_ITEMS -> "[" + list.size() + " items]";
      default -> String.valueOf(value);
    };
  }
}
