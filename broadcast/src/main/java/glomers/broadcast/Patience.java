package glomers.broadcast;

import java.time.Duration;

/** How long to wait for an answer before thinking that the other side is gone. */
final class Patience {

  /** Two hops of 100 ms, and as much again for a busy machine. */
  private static final Duration GRACE = Duration.ofMillis(400);

  private final long leastNanos;

  /** Whoever answers in rounds may rightly let a whole round pass. */
  Patience(Duration roundLength) {
    this.leastNanos = roundLength.plus(GRACE).toNanos();
  }

  /** The time for a peer at the given distance; twice what its slowest answers take, if that is more. */
  long nanos(RoundTrip roundTrip) {
    return Math.max(leastNanos, (long) (2 * roundTrip.upperMillis() * 1e6));
  }
}
