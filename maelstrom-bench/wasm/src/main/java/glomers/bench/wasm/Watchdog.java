package glomers.bench.wasm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after code that may never come to an end: interrupts the thread that runs it when that has
 * taken too much of a processor's time, which other programs on the same machine take no part in.
 * Thread-safe.
 */
final class Watchdog {

  private static final long LOOK_MILLIS = 250;

  /** Of the whole process, for whoever runs nodes. */
  static final Watchdog SHARED = new Watchdog();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private boolean isStarted;

  private Watchdog() {}

  /**
   * A watch over one piece of code that runs again and again; to be closed.
   *
   * @param maxNanos how long it may take each time; a little more may pass
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
        watches.forEach(Watch::check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** See {@link #watch}. */
  final class Watch implements AutoCloseable {
    private final long maxNanos;
    private Thread runner;
    private long times;
    private long lastSeen;
    private long firstSeenNanos;
    private boolean isOverdue;

    private Watch(long maxNanos) {
      this.maxNanos = maxNanos;
    }

    /** The code begins, on the given thread. */
    synchronized void begin(Thread thread) {
      runner = thread;
      times++;
    }

    /** It has come to an end; says whether it had to be interrupted. */
    synchronized boolean end() {
      runner = null;
      if (isOverdue) {
        Thread.interrupted(); // was meant for the code alone
      }
      return isOverdue;
    }

    /** To ask for a thread's time takes long: it is asked for when it is still the same time. */
    private synchronized void check() {
      if (runner == null || isOverdue) {
        return;
      }
      if (lastSeen != times) {
        lastSeen = times;
        firstSeenNanos = usedNanos();
      } else if (usedNanos() - firstSeenNanos > maxNanos) {
        isOverdue = true;
        runner.interrupt();
      }
    }

    private long usedNanos() {
      return THREADS.getThreadCpuTime(runner.threadId());
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
