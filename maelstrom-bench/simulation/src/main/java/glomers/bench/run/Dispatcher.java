package glomers.bench.run;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Chance;
import glomers.bench.engine.EventLoop;
import glomers.bench.history.Operation;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.PlanRecorder;
import glomers.bench.workload.Generator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has operations begin at the wanted rate while the run lasts, as Jepsen's {@code stagger} does:
 * from one to the next passes an even draw from 0 to twice the mean interval, or more if no worker
 * is free. Where clients rest now and then, nothing begins in an idle stretch; idle stretches and
 * busy ones take turns, each as long as an even draw from 0 to twice their mean.
 */
final class Dispatcher {

  /**
   * A loop that woke up a little late makes up for it; one that fell behind for longer does not.
   */
  private static final long MAX_CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final RunContext context;
  private final Worker[] workers;
  private final Generator generator;
  private final Chance.Series picks;
  private final Chance.Series gaps;
  private final Chance.Series asks;
  private final long maxGapNanos;
  private final long endNanos;
  private final long maxStretchNanos;
  private final Chance.Series stretches;
  private final Optional<PlanRecorder> recorder;
  private final Runnable onDone;
  private final Runnable dispatch = this::dispatch;
  private final Consumer<Operation> onCompleted = this::completed;
  private long begun;
  private long stretchCount;
  private long dueNanos;
  private long busyUntilNanos = Long.MAX_VALUE;
  private boolean isOverdue;
  private boolean isOver;

  /**
   * A dispatcher.
   *
   * @param recorder writes down who asks what when
   * @param onDone called once, after the time limit, when no operation is open any more
   */
  Dispatcher(
      RunContext context,
      List<Worker> workers,
      Generator generator,
      TestOptions.Load load,
      Chance chance,
      Optional<PlanRecorder> recorder,
      Runnable onDone) {
    this.context = context;
    this.workers = workers.toArray(Worker[]::new);
    this.generator = generator;
    this.picks = chance.series("who asks");
    this.gaps = chance.series("when to ask");
    this.asks = chance.series("what to ask");
    this.stretches = chance.series("stretches of asking and of rest");
    this.recorder = recorder;
    this.maxGapNanos = load.rate() == 0 ? 0 : Math.max(1, (long) (2e9 / load.rate()));
    this.endNanos = TimeUnit.SECONDS.toNanos(load.timeLimitSeconds());
    this.maxStretchNanos = (long) (2e9 * load.idleSeconds());
    this.onDone = onDone;
  }

  void start() {
    EventLoop loop = context.loop();
    loop.after(endNanos, this::end);
    if (maxStretchNanos > 0) {
      busyUntilNanos = stretchNanos();
    }
    if (maxGapNanos > 0) {
      loop.after(0, dispatch);
    }
  }

  /** Whether clients rest now; then {@link #dispatch} is due again when they have. */
  private boolean isIdle() {
    if (context.elapsedNanos() < busyUntilNanos) {
      return false;
    }
    isOverdue = false; // or a worker that is done now would go on
    dueNanos = context.elapsedNanos() + stretchNanos();
    busyUntilNanos = dueNanos + stretchNanos();
    context.loop().after(dueNanos - context.elapsedNanos(), dispatch);
    return true;
  }

  private long stretchNanos() {
    return stretches.at(stretchCount++).nextLong(maxStretchNanos);
  }

  private void dispatch() {
    if (isOver || isIdle()) {
      return;
    }
    int free = freeCount();
    if (free == 0) {
      isOverdue = true; // the next worker that is done goes on at once
      return;
    }
    if (isOverdue || context.elapsedNanos() - dueNanos > MAX_CATCH_UP_NANOS) {
      dueNanos = context.elapsedNanos();
    }
    isOverdue = false;
    long number = begun++;
    Worker worker = free(free == 1 ? 0 : picks.at(number).nextInt(free));
    Invocation invocation = generator.next(context.elapsedNanos(), worker.id(), asks.at(number));
    if (recorder.isPresent()) {
      recorder.get().asks(context.elapsedNanos(), worker.id(), invocation);
    }
    worker.invoke(invocation, onCompleted);
    dueNanos += gaps.at(number).nextLong(maxGapNanos);
    context.loop().after(dueNanos - context.elapsedNanos(), dispatch);
  }

  private int freeCount() {
    int count = 0;
    for (int place = 0; place < workers.length; place++) {
      count += workers[place].isBusy() ? 0 : 1;
    }
    return count;
  }

  /** Of those that are free the one at a place, counted from 0. */
  private Worker free(int place) {
    int left = place;
    for (Worker worker : workers) {
      if (!worker.isBusy() && left-- == 0) {
        return worker;
      }
    }
    throw new IllegalStateException("fewer workers are free than were counted");
  }

  private void completed(Operation operation) {
    generator.completed(operation);
    if (isOver) {
      finishIfIdle();
    } else if (isOverdue) {
      dispatch();
    }
  }

  private void end() {
    isOver = true;
    finishIfIdle();
  }

  private void finishIfIdle() {
    if (freeCount() == workers.length) {
      onDone.run();
    }
  }
}
