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
    long state = seed;
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state + purpose.charAt(i));
    }
    return new SplittableRandom(mix(state));
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable PRNGs", 2014), after a
   * step.
   */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
