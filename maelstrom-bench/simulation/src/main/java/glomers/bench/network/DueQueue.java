package glomers.bench.network;

import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

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

  /** Takes all that meet a condition, in their order. */
  List<Packet> takeAll(Predicate<Packet> condition) {
    List<Packet> taken = entries.stream().sorted().map(Entry::packet).filter(condition).toList();
    entries.removeIf(entry -> condition.test(entry.packet));
    return taken;
  }
}
