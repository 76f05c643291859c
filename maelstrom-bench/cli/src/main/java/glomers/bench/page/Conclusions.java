package glomers.bench.page;

import glomers.bench.checker.RuleSet;
import glomers.bench.page.RunPage.Conclusion;
import glomers.bench.page.RunPage.Figure;
import glomers.bench.verdict.Remark;
import glomers.bench.verdict.Validity;
import glomers.bench.verdict.Verdicts;
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
   * @param rules by which rules the run is judged
   * @param remarks why the run did not get to its end, or what could not be decided
   * @param anomalyCounts what was found
   * @param operationCount how many operations there were
   * @param okCount how many of them succeeded
   * @param figures some of which may be beyond their limits
   */
  static Conclusion of(
      Verdicts verdicts,
      RuleSet rules,
      List<Remark> remarks,
      Map<String, Long> anomalyCounts,
      long operationCount,
      long okCount,
      List<Figure> figures) {
    List<String> sentences = remarks.stream().map(Remark::sentence).toList();
    boolean isBrokenOff =
        remarks.stream().anyMatch(remark -> remark.kind() == Remark.Kind.BROKEN_OFF);
    String sentence =
        switch (verdicts.byAll()) {
          case VALID -> valid(operationCount, okCount, figures);
          case INVALID ->
              words(verdicts)
                  + ": "
                  + (anomalyCounts.isEmpty() || isBrokenOff
                      ? first(sentences, "a promise was broken.")
                      : found(anomalyCounts, operationCount));
          case UNKNOWN -> words(verdicts) + ": " + first(sentences, "nothing can be said.");
          case CRASHED ->
              words(verdicts) + ": " + first(sentences, "the run did not get to its end.");
        };
    return new Conclusion(verdicts.by(rules), Texts.cut(sentence, MAX_SENTENCE_CHARS), sentences);
  }

  private static String words(Verdicts verdicts) {
    return verdicts.differ()
        ? word(verdicts.byMaelstroms())
            + " by Maelstrom's rules, "
            + word(verdicts.byAll()).toLowerCase(Locale.ROOT)
            + " by ours"
        : word(verdicts.byAll());
  }

  private static String word(Validity validity) {
    return switch (validity) {
      case VALID -> "Valid";
      case INVALID -> "Invalid";
      case UNKNOWN -> "Unknown";
      case CRASHED -> "Broken off";
    };
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

  private static String found(Map<String, Long> counts, long operations) {
    List<String> parts = new ArrayList<>();
    counts.forEach((type, count) -> parts.add(String.format(Locale.ROOT, "%,d × %s", count, type)));
    return String.format(
        Locale.ROOT,
        "%s among %,d operations.",
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
