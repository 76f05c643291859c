package glomers.bench.node;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Reaction times as those of a process that shares two busy cores with the rest of its cluster.
 *
 * <p>Measured on such a machine with 25 nodes: half of all answers to clients within 4 ms, 90 %
 * within 23, 99 % within 43. Most of that is waking up, together with all others whom the same
 * round of messages wakes; a process that is at it anyway goes on within a fraction of a
 * millisecond. A simulation in which everybody reacts at once shows none of what that does to a
 * protocol: a message that just misses its round misses it never, or each time.
 *
 * @param nodes how many nodes share the machine
 */
record BusyMachine(int nodes) implements ReactionTime {

  /** A process that did something so recently is still at it. */
  private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long MIN_NANOS = 10_000;
  private static final long MAX_AWAKE_NANOS = 200_000;

  /** For each node, what a wake-up takes at most as a rule: half a core's work among two cores. */
  private static final long MAX_WAKE_UP_NANOS_PER_NODE = 700_000;

  /** Now and then there is a collection of garbage, a compilation, or another program. */
  private static final double HITCH_PROBABILITY = 0.02;

  private static final double MEAN_HITCH_NANOS_PER_NODE = 300_000;

  @Override
  public long usualNanos() {
    return (MIN_NANOS + MAX_AWAKE_NANOS) / 2;
  }

  @Override
  public long drawNanos(RandomGenerator random, long idleNanos) {
    if (idleNanos < AWAKE_NANOS) {
      return random.nextLong(MIN_NANOS, MAX_AWAKE_NANOS);
    }
    long nanos = random.nextLong(MIN_NANOS, MAX_AWAKE_NANOS + nodes * MAX_WAKE_UP_NANOS_PER_NODE);
    return random.nextDouble() < HITCH_PROBABILITY
        ? nanos + (long) (random.nextExponential() * nodes * MEAN_HITCH_NANOS_PER_NODE)
        : nanos;
  }
}
