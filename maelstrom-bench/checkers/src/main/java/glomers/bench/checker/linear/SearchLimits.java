package glomers.bench.checker.linear;

import java.time.Duration;
import java.util.Optional;

/**
 * When a search gives up. Deciding linearizability is NP-complete, so some histories ask for more
 * than anybody has.
 *
 * @param configurations how many situations it remembers of one object, at some 250 bytes each
 * @param time how long it may take for one object; without it the same history always gives the
 *     same verdict
 */
public record SearchLimits(int configurations, Optional<Duration> time) {

  /** Two million situations, half a gigabyte, however long it takes. */
  public static final SearchLimits DEFAULT = new SearchLimits(2_000_000, Optional.empty());

  /** Limits that a search can keep. */
  public SearchLimits {
    if (configurations < 1) {
      throw new IllegalArgumentException("A search needs at least one configuration");
    }
  }
}
