package glomers.bench.page;

import glomers.bench.page.RunPage.Conclusion;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.report.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts a verdict into one sentence. */
final class Conclusions {

  private static final int MAX_SENTENCE_CHARS = 300;

  private Conclusions() {}

  /**
   * The verdict.
   *
   * @param isBrokenOff whether the first reason is why the run did not get to its end
   * @param anomalyCounts what was found
   * @param operationCount how many operations there were
   * @param okCount how many of them succeeded
   * @param figures some of which may be beyond their limits
   */
  static Conclusion of(
      Validity validity,
      List<String> reasons,
      boolean isBrokenOff,
      Map<String, Long> anomalyCounts,
      long operationCount,
      long okCount,
      List<Figure> figures) {
    String sentence =
        switch (validity) {
          case VALID -> valid(operationCount, okCount, figures);
          case INVALID ->
              anomalyCounts.isEmpty() || isBrokenOff
                  ? "Invalid: " + first(reasons, "a promise was broken.")
                  : invalid(anomalyCounts, operationCount);
          case UNKNOWN -> "Unknown: " + first(reasons, "nothing can be said.");
          case CRASHED -> "Broken off: " + first(reasons, "the run did not get to its end.");
        };
    return new Conclusion(validity, Texts.cut(sentence, MAX_SENTENCE_CHARS), reasons);
  }

  private static String valid(long operations, long ok, List<Figure> figures) {
    List<String> missed =
        figures.stream().filter(figure -> !figure.isKept()).map(Conclusions::missed).toList();
    if (!missed.isEmpty()) {
      return "Valid, but beyond "
          + (missed.size() == 1 ? "a limit: " : "limits: ")
          + String.join("; ", missed)
          + ".";
    }
    String limits =
        figures.stream().anyMatch(figure -> figure.limit().isPresent())
            ? ", and every limit was kept"
            : "";
    return ok == operations
        ? String.format(
            Locale.ROOT,
            "Valid: every promise was kept%s; all %,d operations succeeded.",
            limits,
            operations)
        : String.format(
            Locale.ROOT,
            "Valid: every promise was kept%s; %,d of %,d operations succeeded.",
            limits,
            ok,
            operations);
  }

  private static String missed(Figure figure) {
    return figure.name().toLowerCase(Locale.ROOT)
        + " is "
        + figure.value()
        + " and has to be "
        + figure.limit().orElse("less");
  }

  private static String invalid(Map<String, Long> counts, long operations) {
    List<String> parts = new ArrayList<>();
    counts.forEach((type, count) -> parts.add(String.format(Locale.ROOT, "%,d × %s", count, type)));
    return String.format(
        Locale.ROOT,
        "Invalid: %s among %,d operations.",
        parts.stream().collect(Collectors.joining(", ")),
        operations);
  }

  private static String first(List<String> reasons, String otherwise) {
    if (reasons.isEmpty()) {
      return otherwise;
    }
    String line = reasons.getFirst().lines().findFirst().orElse(otherwise).strip();
    return line.endsWith(".") ? line : line + ".";
  }
}
