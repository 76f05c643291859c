package glomers.bench.workload;

import glomers.bench.history.Operation;
import java.util.Optional;

/** What clients ask at the end, when all faults are healed and the nodes had time to recover. */
@FunctionalInterface
public interface FinalPhase {

  /**
   * One worker's next step.
   *
   * @param delayNanos how long to wait before it
   */
  record Step(Invocation invocation, long delayNanos) {}

  /**
   * What a worker does next; empty if it has done its part. Workers stand at all nodes: there are
   * at least as many of them.
   *
   * @param elapsedNanos the time since the final phase began
   */
  Optional<Step> next(int worker, long elapsedNanos);

  /** Tells how an operation of the final phase ended. */
  default void completed(int worker, Operation operation) {}

  /** One operation on each worker. */
  static FinalPhase once(Invocation invocation) {
    java.util.Set<Integer> done = new java.util.HashSet<>();
    return (worker, elapsedNanos) ->
        done.add(worker) ? Optional.of(new Step(invocation, 0)) : Optional.empty();
  }
}
