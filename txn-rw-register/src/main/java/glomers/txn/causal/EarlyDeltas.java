package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Deltas that have overtaken what they build on. Nobody relies on them: they are not acknowledged,
 * so their senders will send all that is in them again, and what it builds on, too. Therefore they
 * may be dropped at any time, and are: the oldest when there are many, and all after a while. Not
 * thread-safe.
 */
final class EarlyDeltas {

  /** Each fits into one message, so these are some megabytes at most. */
  private static final int MAX_DELTAS = 32;

  /** After twice the longest wait for an acknowledgement everything has been sent again. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private record Early(Delta delta, long arrivalNanos) {}

  private final Deque<Early> deltas = new ArrayDeque<>();

  /** Keeps a delta for a while. */
  void add(Delta delta, long nowNanos) {
    if (deltas.size() == MAX_DELTAS) {
      deltas.removeFirst();
    }
    deltas.addLast(new Early(delta, nowNanos));
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return deltas.isEmpty();
  }

  /** Takes out one that a node with the given knowledge can merge now, if there is any. */
  Optional<Delta> takeReady(VersionVector known) {
    for (Iterator<Early> early = deltas.iterator(); early.hasNext(); ) {
      Delta delta = early.next().delta();
      if (known.covers(delta.base())) {
        early.remove();
        return Optional.of(delta);
      }
    }
    return Optional.empty();
  }

  /** Drops those that have waited long enough. */
  void expire(long nowNanos) {
    deltas.removeIf(early -> nowNanos - early.arrivalNanos() > PATIENCE.toNanos());
  }
}
