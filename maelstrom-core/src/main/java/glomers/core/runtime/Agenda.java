package glomers.core.runtime;

import glomers.core.node.Context;
import java.util.PriorityQueue;

/**
 * What is to be done at which time: ordered by time and, at one time, by the order in which it was
 * added. Times are nanoseconds on a clock of the owner's choice. Not thread-safe.
 */
public final class Agenda {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long added;

  /** Adds an action, and returns the means to take it back. */
  public Context.Timer add(long timeNanos, Runnable action) {
    Entry entry = new Entry(timeNanos, added++, action);
    entries.add(entry);
    return entry;
  }

  /** When the first action is due that was not cancelled; {@code Long.MAX_VALUE} if none. */
  public long nextTimeNanos() {
    while (!entries.isEmpty() && entries.peek().action == null) {
      entries.poll();
    }
    return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().timeNanos;
  }

  /** Takes the first action. To be called only after {@link #nextTimeNanos} found one. */
  public Runnable take() {
    return entries.poll().action;
  }

  /**
   * Runs what is due at the given time, but not what is added meanwhile, or an action that adds
   * itself again without a delay would never let go.
   */
  public void runDue(long nowNanos) {
    long addedBefore = added;
    while (nextTimeNanos() <= nowNanos && entries.peek().sequence < addedBefore) {
      take().run();
    }
  }

  /** One action; null once it was cancelled. */
  private static final class Entry implements Context.Timer, Comparable<Entry> {
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
