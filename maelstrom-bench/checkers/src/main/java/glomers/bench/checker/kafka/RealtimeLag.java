package glomers.bench.checker.kafka;

import java.util.Arrays;

/**
 * How far polls trail the log: when a poll began, how long had it been known that there was a
 * message beyond the last that the client has now read? A lower bound, after Jepsen's figure of the
 * same name; zero for a client that is up to date. No promise is broken by lag.
 */
final class RealtimeLag {

  private long[] lagsNanos = new long[1024];
  private int count;

  /** Adds the lag of each poll of one key, empty ones included. */
  void add(KeyLog log) {
    long[] knownSinceNanos = knownSinceNanos(log);
    for (PollBatch batch : log.history().batches()) {
      if (batch.position().isEmpty()) {
        continue;
      }
      long next = batch.position().getAsLong();
      if (!batch.isEmpty()) {
        next = Math.max(next, batch.maxOffset() + 1);
      }
      int rank = log.rankOf(next);
      long lagNanos = rank == log.size() ? 0 : batch.poll().invokedNanos() - knownSinceNanos[rank];
      add(Math.max(0, lagNanos));
    }
  }

  /**
   * The lag that a share of all polls does not exceed, 0 without polls; the share is from 0 to 1.
   */
  long quantileNanos(double share) {
    if (count == 0) {
      return 0;
    }
    lagsNanos = Arrays.copyOf(lagsNanos, count);
    Arrays.sort(lagsNanos);
    return lagsNanos[Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1)];
  }

  private void add(long lagNanos) {
    if (count == lagsNanos.length) {
      lagsNanos = Arrays.copyOf(lagsNanos, Math.max(1024, count * 2));
    }
    lagsNanos[count++] = lagNanos;
  }

  /** For each rank, since when it is known that the log holds a message there or beyond. */
  private static long[] knownSinceNanos(KeyLog log) {
    long[] known = new long[log.size()];
    long soonest = Long.MAX_VALUE;
    for (int rank = log.size() - 1; rank >= 0; rank--) {
      int message = log.messageAt(rank);
      KeyHistory history = log.history();
      if (history.isSent(message) && history.sends().get(message).offset().isPresent()) {
        soonest = Math.min(soonest, history.sends().get(message).operation().completedNanos());
      }
      if (log.isPolled(message)) {
        soonest = Math.min(soonest, log.earliestReader(message).orElseThrow().completedNanos());
      }
      known[rank] = soonest;
    }
    return known;
  }
}
