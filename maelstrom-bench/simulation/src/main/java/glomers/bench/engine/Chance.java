package glomers.bench.engine;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where a run's random numbers come from: one seed, and an independent source for each purpose that
 * has a name. So what one part of the bench draws never shifts what another one gets.
 *
 * @param seed the run's seed
 */
public record Chance(long seed) {

  /** The source for the given purpose: always the same for the same seed and name. */
  public RandomGenerator source(String purpose) {
    return new SplittableRandom(state(purpose));
  }

  /** Sources for a purpose that comes up again and again, one for each time. */
  public Series series(String purpose) {
    return new Series(state(purpose));
  }

  private long state(String purpose) {
    long state = seed;
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state + purpose.charAt(i));
    }
    return mix(state);
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable PRNGs", 2014), after a
   * step.
   */
  private static long mix(long value) {
    return finalized(value + Series.GOLDEN_GAMMA);
  }

  private static long finalized(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * A source of its own for each number: what was drawn for one of them, and how much, never shifts
   * what another one gets. Not thread-safe.
   */
  public static final class Series {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long base;
    private final SplitMix source = new SplitMix();

    private Series(long base) {
      this.base = base;
    }

    /** The source for a number. It is good until the next call. */
    public RandomGenerator at(long number) {
      source.state = mix(base ^ mix(number));
      return source;
    }
  }

  /** SplitMix64 that can be set back, so that a source costs nothing. */
  private static final class SplitMix implements RandomGenerator {
    private long state;

    @Override
    public long nextLong() {
      state += Series.GOLDEN_GAMMA;
      return finalized(state);
    }
  }
}
