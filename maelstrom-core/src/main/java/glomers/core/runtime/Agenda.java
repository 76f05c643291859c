package glomers.core.runtime;

import glomers.core.node.Context;
import java.util.Arrays;

/**
 * What is to be done at which time: ordered by time and, at one time, by the order in which it was
 * added. Times are nanoseconds on a clock of the owner's choice. Not thread-safe.
 *
 * <p>A binary heap whose entries know their places, so that an action that is cancelled leaves at
 * once: of the timers that watch over calls hardly one ever runs.
 */
public final class Agenda {

  private Entry[] heap = new Entry[16];
  private int size;
  private long added;

  /** Adds an action, and returns the means to take it back. */
  public Context.Timer add(long timeNanos, Runnable action) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    Entry entry = new Entry(timeNanos, added++, action);
    siftUp(size++, entry);
    return entry;
  }

  /** When the first action is due; {@code Long.MAX_VALUE} if there is none. */
  public long nextTimeNanos() {
    return size == 0 ? Long.MAX_VALUE : heap[0].timeNanos;
  }

  /** How many actions there are. */
  public int size() {
    return size;
  }

  /** Takes the first action. To be called only if there is one. */
  public Runnable take() {
    Entry first = heap[0];
    remove(first);
    return first.action;
  }

  /**
   * Runs what is due at the given time, but not what is added meanwhile, or an action that adds
   * itself again without a delay would never let go.
   */
  public void runDue(long nowNanos) {
    long addedBefore = added;
    while (nextTimeNanos() <= nowNanos && heap[0].sequence < addedBefore) {
      take().run();
    }
  }

  private void remove(Entry entry) {
    int place = entry.place;
    entry.place = Entry.GONE;
    Entry last = heap[--size];
    heap[size] = null;
    if (last != entry) {
      if (place > 0 && last.isBefore(heap[(place - 1) >>> 1])) {
        siftUp(place, last);
      } else {
        siftDown(place, last);
      }
    }
  }

  private void siftUp(int from, Entry entry) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!entry.isBefore(heap[parent])) {
        break;
      }
      put(place, heap[parent]);
      place = parent;
    }
    put(place, entry);
  }

  private void siftDown(int from, Entry entry) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(entry)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, entry);
  }

  private void put(int place, Entry entry) {
    heap[place] = entry;
    entry.place = place;
  }

  /** One action, and where it stands. */
  private final class Entry implements Context.Timer {
    private static final int GONE = -1;

    private final long timeNanos;
    private final long sequence;
    private final Runnable action;
    private int place;

    Entry(long timeNanos, long sequence, Runnable action) {
      this.timeNanos = timeNanos;
      this.sequence = sequence;
      this.action = action;
    }

    boolean isBefore(Entry other) {
      return timeNanos < other.timeNanos
          || timeNanos == other.timeNanos && sequence < other.sequence;
    }

    @Override
    public void cancel() {
      if (place != GONE) {
        remove(this);
      }
    }
  }
}
