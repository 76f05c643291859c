package glomers.bench.run;

import glomers.bench.history.Operation;
import glomers.bench.workload.FinalPhase;
import java.util.List;
import java.util.Optional;

/** Has every worker go through the final phase, round by round, each at its own pace. */
final class FinalPhaseDriver {

  private final RunContext context;
  private final FinalPhase phase;
  private final List<Worker> workers;
  private final long pauseNanos;
  private final Runnable onDone;
  private long startNanos;
  private int round;
  private int atWork;

  private FinalPhaseDriver(
      RunContext context,
      FinalPhase phase,
      List<Worker> workers,
      long pauseNanos,
      Runnable onDone) {
    this.context = context;
    this.phase = phase;
    this.workers = workers;
    this.pauseNanos = pauseNanos;
    this.onDone = onDone;
  }

  /**
   * Begins; calls back when all workers are done.
   *
   * @param pauseNanos how long the nodes are left alone between two rounds
   */
  static void start(
      RunContext context,
      FinalPhase phase,
      List<Worker> workers,
      long pauseNanos,
      Runnable onDone) {
    new FinalPhaseDriver(context, phase, workers, pauseNanos, onDone).beginRound();
  }

  private void beginRound() {
    round++;
    startNanos = context.elapsedNanos();
    atWork = workers.size();
    for (int place = 0; place < workers.size(); place++) {
      step(place);
    }
  }

  private void step(int place) {
    Worker worker = workers.get(place);
    Optional<FinalPhase.Step> step = phase.next(place, context.elapsedNanos() - startNanos);
    if (step.isPresent()) {
      context
          .loop()
          .after(
              step.get().delayNanos(),
              () ->
                  worker.invoke(
                      step.get().invocation(), round, operation -> completed(place, operation)));
    } else if (--atWork == 0) {
      endRound();
    }
  }

  private void endRound() {
    if (phase.beginsAnotherRound()) {
      context.loop().after(pauseNanos, this::beginRound);
    } else {
      onDone.run();
    }
  }

  private void completed(int place, Operation operation) {
    phase.completed(place, operation);
    step(place);
  }
}
