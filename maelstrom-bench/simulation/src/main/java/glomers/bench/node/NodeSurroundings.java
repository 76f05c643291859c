package glomers.bench.node;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** All that an incarnation of a simulated node has of the world. */
public interface NodeSurroundings {

  /** Lines of output get longer than this by mistake only, and memory has an end. */
  int MAX_LINE_BYTES = 16 << 20;

  /** A monotonic clock in nanoseconds; its origin is another one in every incarnation. */
  long nanoTime();

  /** The time of day, in nanoseconds since 1970. */
  long wallClockNanos();

  /** Its own source of chance. */
  RandomGenerator random();

  /**
   * Sends a message that is known to be one.
   *
   * @param type what it is, in a word, should it turn out to be too long
   */
  void send(String src, String dest, byte[] json, Supplier<String> type);

  /**
   * Takes a line of output, without its end, as from a process: a message, or against the rules.
   */
  void say(byte[] line);

  /** Takes a line for people. */
  void log(String line);
}
