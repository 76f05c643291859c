package glomers.bench.engine;

import java.util.PriorityQueue;

/**
 * What is scheduled, ordered by time and, at one time, by the order of scheduling. Not thread-safe.
 */
final class Agenda {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(1024);
  private long scheduled;

  Entry add(long timeNanos, Runnable action) {
    Entry entry = new Entry(timeNanos, scheduled++, action);
    entries.add(entry);
    return entry;
  }

  /**
   * When the first entry is due that was not cancelled; {@code Long.MAX_VALUE} if there is none.
   */
  long nextTimeNanos() {
    while (!entries.isEmpty() && entries.peek().action == null) {
      entries.poll();
    }
    return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().timeNanos;
  }

  /** Takes the first entry's action. To be called only after {@link #nextTimeNanos} found one. */
  Runnable take() {
    return entries.poll().action;
  }

  /** One scheduled action; null once it was cancelled. */
  static final class Entry implements EventLoop.Scheduled, Comparable<Entry> {
    private final long timeNanos;
    private final long sequence;
    private Runnable action;

    Entry(long timeNanos, long sequence, Runnable action) {
      this.timeNanos = timeNanos;
      this.sequence = sequence;
      this.action = action;
    }

    @Override
    public void cancel() {
      action = null;
    }

    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(timeNanos, other.timeNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
