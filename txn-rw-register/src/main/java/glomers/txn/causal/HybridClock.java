package glomers.txn.causal;

import java.util.function.LongSupplier;

/**
 * A hybrid logical clock: a logical clock that keeps close to the time of day (Kulkarni et al.,
 * "Logical Physical Clocks", OPODIS 2014). Like Lamport's, its reading after an event is higher
 * than at every event that could have caused it. Unlike Lamport's, of two unrelated events the
 * later one tends to be higher, so "last writer wins" means what it says.
 *
 * <p>A reading holds milliseconds since 1970 in its upper 48 bits and a counter in its lower 16. A
 * counter that overflows carries into the milliseconds, which does no harm: readings still only
 * rise. A wall clock that jumps back, or a peer's that runs ahead, costs closeness to the time of
 * day, never the order of cause and effect. Not thread-safe.
 */
final class HybridClock {

  private static final int COUNTER_BITS = 16;

  private final LongSupplier wallClockMillis;
  private long latest;

  HybridClock(LongSupplier wallClockMillis) {
    this.wallClockMillis = wallClockMillis;
  }

  /** A reading higher than all before it, and than all that were observed. */
  long tick() {
    latest = Math.max(latest + 1, wallClockMillis.getAsLong() << COUNTER_BITS);
    return latest;
  }

  /** Takes note of another node's reading. */
  void observe(long time) {
    latest = Math.max(latest, time);
  }
}
