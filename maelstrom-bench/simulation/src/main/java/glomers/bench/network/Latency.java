package glomers.bench.network;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long a message travels between two servers.
 *
 * @param meanMillis the mean
 * @param distribution how it varies around the mean
 */
public record Latency(long meanMillis, Distribution distribution) {

  /** Messages that arrive at once. */
  public static final Latency NONE = new Latency(0, Distribution.CONSTANT);

  /** The shapes that Maelstrom offers. */
  public enum Distribution {
    /** Always the mean. */
    CONSTANT,
    /** Whole milliseconds, evenly from 0 to twice the mean, both included. */
    UNIFORM,
    /** Exponential, cut off to whole milliseconds. */
    EXPONENTIAL
  }

  /** The mean in nanoseconds. */
  long meanNanos() {
    return TimeUnit.MILLISECONDS.toNanos(meanMillis);
  }

  /** Draws one message's latency. */
  public long drawNanos(RandomGenerator random) {
    long millis =
        switch (distribution) {
          case CONSTANT -> meanMillis;
          case UNIFORM -> random.nextLong(2 * meanMillis + 1);
          case EXPONENTIAL -> (long) (-Math.log(1 - random.nextDouble()) * meanMillis);
        };
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
