package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.history.Operation;

/**
 * Decides what the clients ask, one operation after the other. Deterministic but for its random
 * source.
 */
@FunctionalInterface
public interface Generator {

  /**
   * The next operation.
   *
   * @param elapsedNanos the time since the run began
   */
  Invocation next(long elapsedNanos);

  /** Tells how an operation ended, for generators that build on what they learn. */
  default void completed(Operation operation) {}
}
