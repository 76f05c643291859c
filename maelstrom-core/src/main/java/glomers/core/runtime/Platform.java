package glomers.core.runtime;

import glomers.core.message.Message;
import java.util.random.RandomGenerator;

/**
 * What a {@link NodeHost} needs of the world outside: real under {@link StdioRuntime}, simulated
 * under the bench. Called on the host's own thread only.
 */
public interface Platform {

  /** A monotonic clock, in nanoseconds. */
  long nanoTime();

  /** The time of day, in milliseconds since 1970. */
  long wallClockMillis();

  /**
   * The source of chance, another one in every incarnation of a node. That a node can be told from
   * its earlier incarnations rests on it alone: all 64 bits of its state have to be unpredictable,
   * or, where a run is to be repeated, to follow from the run's seed and the incarnation.
   */
  RandomGenerator random();

  /**
   * Hands a message to the network.
   *
   * @throws java.io.UncheckedIOException if there is no network any more: whoever runs the host has
   *     to know
   */
  void transmit(Message<?> message);

  /** Takes a line for people. */
  void log(String line);
}
