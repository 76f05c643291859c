package glomers.bench.checker.stale;

import glomers.bench.history.MemoryLoss;
import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which reads have to know of which acknowledgements: those that began when both nodes had been up
 * and connected, on the same side of whatever partition there was, for the given time since the
 * acknowledgement, or since they were connected if that was later. Such a read has to end while
 * they still are.
 *
 * <p>What a node had acknowledged before it was killed is not asked for: it may have been the only
 * one who had it. That includes what it was asked before it was killed, whenever the answer came.
 * That a node was paused, or cut off, takes nothing from it.
 *
 * <p>A node that was killed is held to what the others have acknowledged from the moment on at
 * which it is up again: its side begins anew then, and so does its time to catch up.
 *
 * <p>Messages that are lost, repeated or late end no side: who wants to know whether nodes catch up
 * through them within the given time asks for a time in which they can.
 *
 * @param sides the sides of partitions, and the whole network while there was none
 * @param majorities when a majority of the nodes was connected that remembered what it had known
 * @param memoryLosses who was killed, and when
 * @param maxStaleSeconds the given time
 */
public record Freshness(
    List<Spell> sides,
    List<Spell> majorities,
    List<MemoryLoss> memoryLosses,
    double maxStaleSeconds) {

  /** Asks for nothing. */
  public static final Freshness NOTHING = new Freshness(List.of(), List.of(), List.of(), 0);

  /**
   * Asks only while a side has a majority that remembers. For what is decided by majorities:
   * without one, nodes that are connected cannot always tell each other what they know.
   */
  public Freshness whereMajoritiesRemember() {
    List<Spell> both = new ArrayList<>();
    for (Spell side : sides) {
      for (Spell majority : majorities) {
        long fromNanos = Math.max(side.fromNanos(), majority.fromNanos());
        long toNanos = Math.min(side.toNanos(), majority.toNanos());
        if (fromNanos < toNanos && side.nodes().containsAll(majority.nodes())) {
          both.add(new Spell(side.nodes(), fromNanos, toNanos));
        }
      }
    }
    return new Freshness(both, majorities, memoryLosses, maxStaleSeconds);
  }

  /**
   * Takes a history apart by sides; those that did not last long enough to ask for anything are
   * left out.
   *
   * @param isWrite which operations may have to be known of, if they are ok
   * @param isRead which operations may have to know, if they are ok
   */
  public List<Stretch> stretches(
      List<Operation> history, Predicate<Operation> isWrite, Predicate<Operation> isRead) {
    List<Operation> writes =
        history.stream()
            .filter(operation -> operation.isOk() && isWrite.test(operation))
            .sorted(Comparator.comparingLong(Operation::completedNanos))
            .toList();
    List<Operation> reads =
        history.stream().filter(operation -> operation.isOk() && isRead.test(operation)).toList();
    List<Stretch> stretches = new ArrayList<>();
    for (Spell side : sides) {
      List<Operation> held =
          reads.stream()
              .filter(read -> side.nodes().contains(read.node()))
              .filter(read -> read.invokedNanos() >= side.fromNanos() + maxStaleNanos())
              .filter(read -> read.completedNanos() <= side.toNanos())
              .toList();
      if (!held.isEmpty()) {
        List<Operation> remembered =
            writes.stream()
                .filter(write -> side.nodes().contains(write.node()) && survived(write, side))
                .toList();
        stretches.add(new Stretch(side, remembered, held, maxStaleNanos()));
      }
    }
    return stretches;
  }

  private boolean survived(Operation write, Spell side) {
    for (MemoryLoss loss : memoryLosses) {
      if (loss.node().equals(write.node())
          && loss.nanos() >= write.invokedNanos()
          && loss.nanos() <= side.fromNanos()) {
        return false;
      }
    }
    return true;
  }

  private long maxStaleNanos() {
    return (long) (maxStaleSeconds * 1e9);
  }

  /**
   * A side that lasted long enough, and what was asked of it.
   *
   * @param side the side
   * @param writes what its nodes had acknowledged and did not forget, in the order of the
   *     acknowledgements
   * @param reads what was read there when the time was up, in the order of the history
   * @param maxStaleNanos how long reads may stay behind
   */
  public record Stretch(
      Spell side, List<Operation> writes, List<Operation> reads, long maxStaleNanos) {

    /** How many of the writes, from the first on, a read has to know of. */
    public int dueCount(Operation read) {
      long latestNanos = read.invokedNanos() - maxStaleNanos;
      int low = 0;
      int high = writes.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (writes.get(middle).completedNanos() <= latestNanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
