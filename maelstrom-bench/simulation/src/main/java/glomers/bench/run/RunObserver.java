package glomers.bench.run;

import glomers.bench.history.Operation;
import glomers.bench.nemesis.FaultEvent;

/** Sees what happens in a run besides its messages, as it happens. On the loop's thread. */
public interface RunObserver {

  /** Looks away. */
  RunObserver NONE = new RunObserver() {};

  /**
   * All is set up, and clients begin.
   *
   * @param loopNanos when that is, on the loop's clock: what times are counted from
   */
  default void began(long loopNanos) {}

  /**
   * An operation has begun, or has ended.
   *
   * @param operation as far as it is known now: one that has only begun has an unknown outcome, as
   *     if the run was over
   */
  default void operation(Operation operation) {}

  /** The nemesis has begun something, or ended it. */
  default void fault(FaultEvent event) {}
}
