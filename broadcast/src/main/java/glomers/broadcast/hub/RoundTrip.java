package glomers.broadcast.hub;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the way to a peer and back takes: the slowest of the latest few times. So one late answer
 * makes the next few come earlier than they need to, and no more; a smoothed mean and deviation, as
 * TCP keeps them, would take dozens of rounds to forget how slow everything was while the cluster
 * started.
 */
final class RoundTrip {

  private static final int SAMPLES = 4;

  private final Deque<Long> latestNanos = new ArrayDeque<>();

  void observe(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("a round trip cannot take " + nanos + " ns");
    }
    if (latestNanos.size() == SAMPLES) {
      latestNanos.removeFirst();
    }
    latestNanos.addLast(nanos);
  }

  /** Whether anything was observed yet. */
  boolean isKnown() {
    return !latestNanos.isEmpty();
  }

  /** The slowest of the latest times; 0 if nothing was observed yet. */
  long slowestNanos() {
    return latestNanos.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
