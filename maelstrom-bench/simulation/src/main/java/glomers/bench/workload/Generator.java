package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.history.Operation;
import java.util.random.RandomGenerator;

/**
 * Decides what the clients ask, one operation after the other. Deterministic but for the random
 * sources that it is given.
 */
@FunctionalInterface
public interface Generator {

  /**
   * The next operation.
   *
   * @param elapsedNanos the time since the run began
   * @param worker which worker is to ask it, counted from 0
   * @param random this operation's own source of chance
   */
  Invocation next(long elapsedNanos, int worker, RandomGenerator random);

  /** Tells how an operation ended, for generators that build on what they learn. */
  default void completed(Operation operation) {}
}
