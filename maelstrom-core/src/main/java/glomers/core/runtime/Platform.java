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

  /** The source of chance. */
  RandomGenerator random();

  /** Hands a message to the network. */
  void transmit(Message<?> message);

  /** Takes a line for people. */
  void log(String line);
}
