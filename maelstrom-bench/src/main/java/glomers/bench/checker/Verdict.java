package glomers.bench.checker;

import java.util.List;
import java.util.Map;

/**
 * What a {@link Checker} found.
 *
 * @param isValid whether the history keeps what was promised
 * @param figures what was measured or counted, by name, in the order to print; numbers, texts,
 *     booleans, and lists or maps of these
 * @param anomalies each violation that was found, at most {@link #MAX_ANOMALIES_SHOWN} of a type
 */
public record Verdict(boolean isValid, Map<String, Object> figures, List<Anomaly> anomalies) {

  /** How many anomalies of one type a verdict lists; the figures count all. */
  public static final int MAX_ANOMALIES_SHOWN = 8;

  /** A figure that makes a verdict unknown: its value says why nothing can be said. */
  public static final String UNDECIDED = "undecided";
}
