package glomers.bench.run;

import glomers.bench.history.Operation;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlannedOperation;
import glomers.bench.workload.Generator;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Has operations begin as planned, or as soon after as their clients are free. */
final class PlannedDispatcher {

  private final RunContext context;
  private final Generator generator;
  private final Plan plan;
  private final Runnable onDone;
  private final Map<Integer, Turn> turnsByClient = new HashMap<>();
  private int next;
  private int open;
  private boolean isOver;

  /** A client, and what it is still to ask although it is time. */
  private record Turn(Worker worker, Queue<PlannedOperation> overdue) {}

  /**
   * A dispatcher.
   *
   * @param generator is told how operations ended
   * @param onDone called once, after the plan's end, when no operation is open any more
   */
  PlannedDispatcher(
      RunContext context, List<Worker> workers, Generator generator, Plan plan, Runnable onDone) {
    this.context = context;
    this.generator = generator;
    this.plan = plan;
    this.onDone = onDone;
    for (Worker worker : workers) {
      turnsByClient.put(worker.id(), new Turn(worker, new ArrayDeque<>()));
    }
  }

  void start() {
    context.loop().after(plan.endNanos(), this::end);
    scheduleNext();
  }

  private void scheduleNext() {
    if (next < plan.operations().size()) {
      PlannedOperation operation = plan.operations().get(next);
      context
          .loop()
          .after(Math.max(0, operation.atNanos() - context.elapsedNanos()), this::askNext);
    }
  }

  private void askNext() {
    PlannedOperation operation = plan.operations().get(next++);
    open++;
    Turn turn = turnsByClient.get(operation.client());
    turn.overdue().add(operation);
    if (!turn.worker().isBusy()) {
      ask(turn);
    }
    scheduleNext();
  }

  private void ask(Turn turn) {
    turn.worker()
        .invoke(turn.overdue().remove().invocation(), operation -> completed(turn, operation));
  }

  private void completed(Turn turn, Operation operation) {
    open--;
    generator.completed(operation);
    if (!turn.overdue().isEmpty()) {
      ask(turn);
    }
    finishIfDone();
  }

  private void end() {
    isOver = true;
    finishIfDone();
  }

  private void finishIfDone() {
    if (isOver && open == 0 && next == plan.operations().size()) {
      onDone.run();
    }
  }
}
