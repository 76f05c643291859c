package glomers.bench.network;

import java.util.PriorityQueue;

/**
 * Messages in the order in which they are due; those due at one time in the order of their arrival.
 */
final class DueQueue {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long added;

  private record Entry(long dueNanos, long sequence, Packet packet) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byDue = Long.compare(dueNanos, other.dueNanos);
      return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
    }
  }

  void add(Packet packet, long dueNanos) {
    entries.add(new Entry(dueNanos, added++, packet));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long firstDueNanos() {
    return entries.peek().dueNanos;
  }

  Packet take() {
    return entries.poll().packet;
  }
}
