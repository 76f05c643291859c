package glomers.bench.run;

import glomers.bench.history.Operation;
import glomers.bench.workload.FinalPhase;
import java.util.List;
import java.util.Optional;

/** Has every worker go through the final phase, each at its own pace. */
final class FinalPhaseDriver {

  private final RunContext context;
  private final FinalPhase phase;
  private final Runnable onDone;
  private final long startNanos;
  private int atWork;

  private FinalPhaseDriver(RunContext context, FinalPhase phase, int workers, Runnable onDone) {
    this.context = context;
    this.phase = phase;
    this.onDone = onDone;
    this.startNanos = context.elapsedNanos();
    this.atWork = workers;
  }

  /** Begins; calls back when all workers are done. */
  static void start(RunContext context, FinalPhase phase, List<Worker> workers, Runnable onDone) {
    var driver = new FinalPhaseDriver(context, phase, workers.size(), onDone);
    workers.forEach(driver::step);
  }

  private void step(Worker worker) {
    Optional<FinalPhase.Step> step = phase.next(worker.id(), context.elapsedNanos() - startNanos);
    if (step.isPresent()) {
      context
          .loop()
          .after(
              step.get().delayNanos(),
              () ->
                  worker.invoke(
                      step.get().invocation(), true, operation -> completed(worker, operation)));
    } else if (--atWork == 0) {
      onDone.run();
    }
  }

  private void completed(Worker worker, Operation operation) {
    phase.completed(worker.id(), operation);
    step(worker);
  }
}
