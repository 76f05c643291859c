package glomers.bench.run;

import glomers.bench.engine.EventLoop;
import glomers.bench.history.Operation;
import glomers.bench.workload.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Has operations begin at the wanted rate while the run lasts, as Jepsen's {@code stagger} does:
 * from one to the next passes an even draw from 0 to twice the mean interval, or more if no worker
 * is free.
 */
final class Dispatcher {

  /**
   * A loop that woke up a little late makes up for it; one that fell behind for longer does not.
   */
  private static final long MAX_CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final RunContext context;
  private final List<Worker> workers;
  private final Generator generator;
  private final RandomGenerator random;
  private final long maxGapNanos;
  private final long endNanos;
  private final Runnable onDone;
  private long dueNanos;
  private boolean isOverdue;
  private boolean isOver;

  /**
   * A dispatcher.
   *
   * @param rate operations a second; none if 0
   * @param onDone called once, after the time limit, when no operation is open any more
   */
  Dispatcher(
      RunContext context,
      List<Worker> workers,
      Generator generator,
      double rate,
      long timeLimitSeconds,
      RandomGenerator random,
      Runnable onDone) {
    this.context = context;
    this.workers = workers;
    this.generator = generator;
    this.random = random;
    this.maxGapNanos = rate == 0 ? 0 : Math.max(1, (long) (2e9 / rate));
    this.endNanos = TimeUnit.SECONDS.toNanos(timeLimitSeconds);
    this.onDone = onDone;
  }

  void start() {
    EventLoop loop = context.loop();
    loop.after(endNanos, this::end);
    if (maxGapNanos > 0) {
      loop.after(0, this::dispatch);
    }
  }

  private void dispatch() {
    if (isOver) {
      return;
    }
    List<Worker> free = new ArrayList<>(workers.size());
    for (Worker worker : workers) {
      if (!worker.isBusy()) {
        free.add(worker);
      }
    }
    if (free.isEmpty()) {
      isOverdue = true; // the next worker that is done goes on at once
      return;
    }
    if (isOverdue || context.elapsedNanos() - dueNanos > MAX_CATCH_UP_NANOS) {
      dueNanos = context.elapsedNanos();
    }
    isOverdue = false;
    Worker worker = free.get(free.size() == 1 ? 0 : random.nextInt(free.size()));
    worker.invoke(generator.next(context.elapsedNanos()), false, this::completed);
    dueNanos += random.nextLong(maxGapNanos);
    context.loop().after(dueNanos - context.elapsedNanos(), this::dispatch);
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
    if (workers.stream().noneMatch(Worker::isBusy)) {
      onDone.run();
    }
  }
}
