package glomers.bench.wasm;

import java.util.concurrent.TimeUnit;

/**
 * How long a program may run until it waits for something. Turns decide, see {@link
 * CountingMachine}, so that a run that is stopped is stopped at the same place every time; a
 * processor's time is there for what takes no turns.
 *
 * @param maxTurns for its start, which may have much to prepare
 * @param maxNanos of a processor's time
 */
record StepLimit(long maxTurns, long maxNanos) {

  static final StepLimit DEFAULT = new StepLimit(1_000_000_000, TimeUnit.SECONDS.toNanos(10));

  /** Who has shown how long its steps are is suspected sooner. */
  private static final int PATIENCE = 100;

  /** What is allowed in any case, as a part of what is allowed at most. */
  private static final int MIN_PART = 10;

  /**
   * How many turns the next step may have.
   *
   * @param longest how many the longest had that came to its end, the start among them
   */
  long turnsAfter(long longest) {
    return Math.clamp(PATIENCE * longest, maxTurns / MIN_PART, maxTurns);
  }
}
