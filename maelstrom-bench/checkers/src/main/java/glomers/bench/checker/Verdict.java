package glomers.bench.checker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Checker} found.
 *
 * @param figures what was measured or counted, by name, in the order to print; numbers, texts,
 *     booleans, and lists or maps of these
 * @param anomalies each violation that was found, at most {@link #MAX_ANOMALIES_SHOWN} of a type
 * @param anomalyCounts how many there are of each type, by its name, those not listed too
 * @param undecided what could not be decided, if anything
 */
public record Verdict(
    Map<String, Object> figures,
    List<Anomaly> anomalies,
    Map<String, Long> anomalyCounts,
    Optional<Undecided> undecided) {

  /** How many anomalies of one type a verdict lists; the counts have all. */
  public static final int MAX_ANOMALIES_SHOWN = 8;

  /** What a history comes to. */
  public enum Outcome {
    /** It keeps what was promised. */
    VALID,
    /** Nothing can be said. */
    UNKNOWN,
    /** It does not. */
    INVALID;

    /** The worse of two. */
    public Outcome and(Outcome other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /**
   * Something that was to be decided and could not be.
   *
   * @param reason why, in a sentence
   * @param rule {@link Rule#MAELSTROM} if Maelstrom could not say it either
   */
  public record Undecided(String reason, Rule rule) {}

  /** A verdict whose lists nobody can change any more. */
  public Verdict {
    anomalies = List.copyOf(anomalies);
    anomalyCounts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(anomalyCounts));
  }

  /** The verdict of one that only measures. */
  public static Verdict ofFigures(Map<String, Object> figures) {
    return new Verdict(figures, List.of(), Map.of(), Optional.empty());
  }

  /** The same with its anomalies told otherwise. */
  public Verdict with(List<Anomaly> told) {
    return new Verdict(figures, told, anomalyCounts, undecided);
  }

  /** Whether no violation was found. */
  public boolean isValid() {
    return anomalies.isEmpty();
  }

  /** What the history comes to by the given rules. */
  public Outcome outcome(RuleSet rules) {
    return switch (rules) {
      case ALL -> outcome(!anomalies.isEmpty(), undecided.isPresent());
      case MAELSTROM ->
          breaks(Rule.BREAKS_MAELSTROM)
              ? Outcome.UNKNOWN
              : outcome(
                  breaks(Rule.MAELSTROM),
                  undecided.filter(one -> one.rule() == Rule.MAELSTROM).isPresent());
    };
  }

  private boolean breaks(Rule rule) {
    return anomalies.stream().anyMatch(anomaly -> anomaly.rule() == rule);
  }

  private static Outcome outcome(boolean isInvalid, boolean isUndecided) {
    return isInvalid ? Outcome.INVALID : isUndecided ? Outcome.UNKNOWN : Outcome.VALID;
  }
}
