package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.history.Operation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What clients ask at the end, when all faults are healed and the nodes had time to recover: one
 * round, or several, each of which begins when all workers have done their part of the one before
 * and the nodes had that time again.
 */
public interface FinalPhase {

  /**
   * One worker's next step.
   *
   * @param delayNanos how long to wait before it
   */
  record Step(Invocation invocation, long delayNanos) {}

  /**
   * What a worker does next; empty if it has done its part of this round. The first of them, as
   * many as there are nodes, stand each at another node.
   *
   * @param elapsedNanos the time since the round began
   */
  Optional<Step> next(int worker, long elapsedNanos);

  /** Tells how an operation of the final phase ended. */
  default void completed(int worker, Operation operation) {}

  /**
   * Whether there is another round, asked when all workers have done their part of one. What was
   * learned in the last one may be forgotten.
   */
  default boolean beginsAnotherRound() {
    return false;
  }

  /** One operation on each worker. */
  static FinalPhase once(Invocation invocation) {
    Set<Integer> done = new HashSet<>();
    return (worker, elapsedNanos) ->
        done.add(worker) ? Optional.of(new Step(invocation, 0)) : Optional.empty();
  }

  /**
   * One operation on each worker, and once more if the answers differ: an operation of unknown
   * outcome may have taken effect between two of them.
   */
  static FinalPhase untilAgreed(Invocation invocation) {
    return new FinalPhase() {
      private final Set<JsonNode> answers = new HashSet<>();
      private FinalPhase round = once(invocation);
      private boolean isFirstRound = true;

      @Override
      public Optional<Step> next(int worker, long elapsedNanos) {
        return round.next(worker, elapsedNanos);
      }

      @Override
      public void completed(int worker, Operation operation) {
        if (operation.isOk()) {
          answers.add(operation.output());
        }
      }

      @Override
      public boolean beginsAnotherRound() {
        boolean begins = isFirstRound && answers.size() > 1;
        isFirstRound = false;
        round = once(invocation);
        return begins;
      }
    };
  }
}
