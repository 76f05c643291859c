package glomers.core.node;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait for an answer before asking again: exponential back-off with jitter.
 *
 * <p>The wait before attempt k+1 is drawn evenly from the upper half of {@code min(first · 2^k,
 * max)} ("equal jitter"; M. Brooker, "Exponential Backoff And Jitter", 2015), so that callers who
 * failed together do not come back together.
 *
 * @param first the longest wait for the first attempt's answer
 * @param max the longest wait for any attempt's answer
 * @param giveUpAfter the total time after which the call fails with a time-out
 */
public record RetryPolicy(Duration first, Duration max, Duration giveUpAfter) {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  /**
   * Waits that make sense.
   *
   * @throws IllegalArgumentException if the first is not positive, or longer than the longest
   */
  public RetryPolicy {
    if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("want 0 < first <= max, not " + first + ", " + max);
    }
  }

  /** Asks once and waits for the given time. */
  public static RetryPolicy once(Duration timeout) {
    return new RetryPolicy(timeout, timeout, timeout);
  }

  /** Never gives up. */
  public static RetryPolicy forever(Duration first, Duration max) {
    return new RetryPolicy(first, max, FOREVER);
  }

  /** The wait after the given attempt (0 is the first), in nanoseconds. */
  public long waitNanos(int attempt, RandomGenerator random) {
    long ceiling = Math.min(first.toNanos() << Math.min(attempt, 20), max.toNanos());
    return isSingleAttempt() ? ceiling : ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }

  private boolean isSingleAttempt() {
    return giveUpAfter.compareTo(first) <= 0;
  }
}
