package glomers.bench.engine;

import glomers.core.node.Context;
import glomers.core.runtime.Agenda;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * A loop whose clock jumps to the next scheduled action: as fast as it computes, and the same every
 * time. Not thread-safe; {@link #post} is for its own thread too.
 */
public final class VirtualEventLoop implements EventLoop {

  private final Agenda agenda = new Agenda();
  private long nowNanos;
  private boolean stopped;

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  @Override
  public Context.Timer at(long timeNanos, Runnable action) {
    return agenda.add(Math.max(timeNanos, nowNanos), action);
  }

  @Override
  public void post(Runnable action) {
    at(nowNanos, action);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if nothing is scheduled any more, so that nothing could ever stop
   *     it
   * @throws CancellationException if its thread is interrupted
   */
  @Override
  public void run() {
    stopped = false;
    Thread thread = Thread.currentThread();
    while (!stopped) {
      if (thread.isInterrupted()) {
        throw new CancellationException(
            String.format(Locale.ROOT, "it was ended when it had come to %.3f s", nowNanos / 1e9));
      }
      long nextNanos = agenda.nextTimeNanos();
      if (nextNanos == Long.MAX_VALUE) {
        throw new IllegalStateException(
            "the simulation has nothing left to do, yet was not stopped");
      }
      nowNanos = nextNanos;
      agenda.take().run();
    }
  }

  /**
   * Runs what is due first, if it is due by the given time. For scripts, which let time pass bit by
   * bit.
   *
   * @return whether there was anything
   */
  public boolean step(long latestNanos) {
    if (agenda.nextTimeNanos() > latestNanos) {
      return false;
    }
    nowNanos = agenda.nextTimeNanos();
    agenda.take().run();
    return true;
  }

  /** Lets time pass until it is the given one, and runs what is due by then. */
  public void runUntil(long timeNanos) {
    while (step(timeNanos)) {
      // on to the next
    }
    nowNanos = Math.max(nowNanos, timeNanos);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
