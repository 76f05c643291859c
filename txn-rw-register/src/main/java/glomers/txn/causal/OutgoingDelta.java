package glomers.txn.causal;

import glomers.txn.causal.Replication.Gathering;
import glomers.txn.causal.Replication.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A delta on its way to a peer, in parts that fit into messages. Each part is sent once, then those
 * again that the peer says it misses.
 */
final class OutgoingDelta {

  private final long number;
  private final Delta delta;
  private final List<List<Version>> parts;

  /** The parts that the peer is not known to have. */
  private final TreeSet<Integer> missing = new TreeSet<>();

  /** Those of them that have not been sent lately. */
  private final TreeSet<Integer> unsent = new TreeSet<>();

  private boolean isGathered;
  private boolean hasProgressed;

  /**
   * Cuts a delta into parts.
   *
   * @param number the number of the message that will bring its first part
   * @param maxBytes how large a part may be; one that holds a single version may be larger
   */
  OutgoingDelta(long number, Delta delta, long maxBytes) {
    this.number = number;
    this.delta = delta;
    this.parts = cut(delta.versions(), maxBytes);
    IntStream.range(0, parts.size()).forEach(missing::add);
    unsent.addAll(missing);
  }

  private static List<List<Version>> cut(Collection<Version> versions, long maxBytes) {
    List<List<Version>> parts = new ArrayList<>();
    List<Version> part = new ArrayList<>();
    long bytes = 0;
    for (Version version : versions) {
      long size = version.wireBytes();
      if (!part.isEmpty() && bytes + size > maxBytes) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(version);
      bytes += size;
    }
    parts.add(part); // even an empty one: its receiver learns that it lacks nothing any more
    return parts;
  }

  /** The number of the message that brought its first part. */
  long number() {
    return number;
  }

  /** The delta as a whole. */
  Delta delta() {
    return delta;
  }

  /** Whether it needs more than one message. */
  boolean isLarge() {
    return parts.size() > 1;
  }

  /**
   * What to send next; nothing when there is nothing to do but to wait for what the peer says.
   *
   * @param most how many parts at most
   */
  List<Part> next(int most) {
    List<Part> next = new ArrayList<>();
    while (next.size() < most && !unsent.isEmpty()) {
      int index = unsent.pollFirst();
      next.add(new Part(number, index, parts.size(), delta.base(), List.copyOf(parts.get(index))));
    }
    return next;
  }

  /** Takes note of what the peer says of this delta. */
  void onReport(Gathering report) {
    isGathered = true;
    hasProgressed |= missing.retainAll(report.missing());
    unsent.retainAll(missing);
  }

  /** Whether the peer is known to have begun to gather its parts. */
  boolean isGathered() {
    return isGathered;
  }

  /**
   * Whether the peer has got none of the parts since this was last asked, or has got all that it
   * will if none is sent again.
   */
  boolean isStuck() {
    boolean stuck = !hasProgressed || unsent.isEmpty();
    hasProgressed = false;
    return stuck;
  }

  /** Sends what the peer is not known to have once more. */
  void rewind() {
    unsent.addAll(missing);
  }
}
