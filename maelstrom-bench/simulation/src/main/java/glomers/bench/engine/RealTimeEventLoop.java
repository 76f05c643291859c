package glomers.bench.engine;

import glomers.core.node.Context;
import glomers.core.runtime.Agenda;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A loop that follows the machine's clock, and takes what other threads {@link #post}. */
public final class RealTimeEventLoop implements EventLoop {

  private final long originNanos = System.nanoTime();
  private final Agenda agenda = new Agenda();
  private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private volatile Thread thread;
  private boolean stopped;

  @Override
  public long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  @Override
  public Context.Timer at(long timeNanos, Runnable action) {
    return agenda.add(timeNanos, action);
  }

  @Override
  public void post(Runnable action) {
    posted.add(action);
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    stopped = false;
    while (!stopped) {
      Runnable action = posted.poll();
      if (action == null) {
        long waitNanos = agenda.nextTimeNanos() - nowNanos();
        if (waitNanos > 0) {
          LockSupport.parkNanos(this, waitNanos);
          continue;
        }
        action = agenda.take();
      } else {
        // What was due before this came in goes first, or a flood of posts would starve the agenda.
        runDue();
      }
      if (!stopped) {
        action.run();
      }
    }
  }

  private void runDue() {
    long now = nowNanos();
    while (!stopped && agenda.nextTimeNanos() <= now) {
      agenda.take().run();
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
