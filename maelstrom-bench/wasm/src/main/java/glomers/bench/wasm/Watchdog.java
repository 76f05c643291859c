package glomers.bench.wasm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after code that may never come to an end: interrupts the thread that runs it when that has
 * taken too long in real time. Thread-safe.
 */
final class Watchdog {

  private static final long LOOK_MILLIS = 250;

  /** Of the whole process, for whoever runs nodes. */
  static final Watchdog SHARED = new Watchdog();

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private boolean isStarted;

  private Watchdog() {}

  /**
   * A watch over one piece of code that runs again and again; to be closed.
   *
   * @param maxNanos how long it may take each time
   */
  Watch watch(long maxNanos) {
    Watch watch = new Watch(maxNanos);
    watches.add(watch);
    start();
    return watch;
  }

  private synchronized void start() {
    if (!isStarted) {
      isStarted = true;
      Thread.ofPlatform().daemon().name("watchdog").start(this::look);
    }
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        long nowNanos = System.nanoTime();
        watches.forEach(watch -> watch.check(nowNanos));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** See {@link #watch}. */
  final class Watch implements AutoCloseable {
    private final long maxNanos;
    private Thread runner;
    private long startNanos;
    private boolean isOverdue;

    private Watch(long maxNanos) {
      this.maxNanos = maxNanos;
    }

    /** The code begins, on this thread. */
    synchronized void begin() {
      runner = Thread.currentThread();
      startNanos = System.nanoTime();
    }

    /** It has come to an end; says whether it had to be interrupted. */
    synchronized boolean end() {
      runner = null;
      if (isOverdue) {
        Thread.interrupted(); // was meant for the code alone
      }
      return isOverdue;
    }

    private synchronized void check(long nowNanos) {
      if (runner != null && !isOverdue && nowNanos - startNanos > maxNanos) {
        isOverdue = true;
        runner.interrupt();
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
