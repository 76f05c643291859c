package glomers.bench.cli;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * How much of its time the JVM spends on collecting garbage. Nearly all of it, for a while, with a
 * heap that is full all the same, means that there is too little memory to get anywhere.
 */
final class CollectorLoad {

  /** Shorter for tests, which would burn a core for ten seconds to see it. */
  private static final long LOOK_MILLIS = Long.getLong("glomers.collectorLookMillis", 2_000);

  /** The part of the time from which on a look counts, and how many of them in a row do. */
  private static final double OVERLOAD = 0.9;

  private static final int LOOKS = 5;

  /** A heap of which less is used has room. */
  private static final double FULL = 0.8;

  private int overloadedLooks;

  /** Waits for it, for as long as the process lives; false if this thread is interrupted. */
  boolean awaitsOverload() {
    try {
      long lastCollectingMillis = 0;
      long lastNanos = System.nanoTime();
      while (true) {
        // First: most commands are done before there is anything to look at.
        Thread.sleep(LOOK_MILLIS);
        long nowNanos = System.nanoTime();
        long collectingMillis = collectingMillis();
        if (isOverload(
            TimeUnit.NANOSECONDS.toMillis(nowNanos - lastNanos),
            collectingMillis - lastCollectingMillis,
            usedPart())) {
          return true;
        }
        lastCollectingMillis = collectingMillis;
        lastNanos = nowNanos;
      }
    } catch (InterruptedException e) {
      return false;
    }
  }

  /**
   * Takes what was seen at one look.
   *
   * @param spanMillis the time since the look before
   * @param collectingMillis how much of it was spent on collecting
   * @param usedPart the part of the heap that is in use, from 0 to 1
   */
  boolean isOverload(long spanMillis, long collectingMillis, double usedPart) {
    boolean isOverloaded = collectingMillis >= OVERLOAD * spanMillis && usedPart >= FULL;
    overloadedLooks = isOverloaded ? overloadedLooks + 1 : 0;
    return overloadedLooks >= LOOKS;
  }

  private static long collectingMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static double usedPart() {
    Runtime runtime = Runtime.getRuntime();
    return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
  }
}
