package glomers.bench.wasm;

import glomers.bench.node.NodeSurroundings;

/**
 * The time as one incarnation sees it. No time passes while a simulated node computes, so a program
 * that looks at the clock until it is late enough would look for ever: each look takes a little.
 */
final class NodeClock {

  private static final long LOOK_NANOS = 1_000;

  /** Who has looked so often, and nothing else has happened, is waiting: looks get longer. */
  private static final int MANY_LOOKS = 1_000;

  private static final long LONG_LOOK_NANOS = 100_000;

  /** By how much the node's time may be ahead of everybody else's. */
  private static final long MAX_AHEAD_NANOS = 100_000;

  private final NodeSurroundings surroundings;
  private long nanos = Long.MIN_VALUE;
  private int looks;

  NodeClock(NodeSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The present time on {@link NodeSurroundings#nanoTime}'s clock. */
  long nanoTime() {
    return Math.max(nanos, surroundings.nanoTime());
  }

  /** What has to be added for the time of day, in nanoseconds since 1970. */
  long wallClockOffsetNanos() {
    return surroundings.wallClockNanos() - surroundings.nanoTime();
  }

  /** Lets as much time pass as a look takes. */
  void look() {
    nanos = nanoTime() + (++looks > MANY_LOOKS ? LONG_LOOK_NANOS : LOOK_NANOS);
  }

  /** Whether so many looks were taken that others have to be given time to catch up. */
  boolean isTooFarAhead() {
    return nanos - surroundings.nanoTime() > MAX_AHEAD_NANOS;
  }

  /** Says that something has happened to the node. */
  void somethingHappened() {
    looks = 0;
  }
}
