package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import glomers.txn.causal.Replication.Gathering;
import glomers.txn.causal.Replication.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A delta that comes in parts, of which some are here. */
final class IncomingDelta {

  /** A sender that is alive, and can be reached, tries much more often than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String incarnation;
  private final long number;
  private final int count;
  private final VersionVector base;
  private final VersionVector known;
  private final Map<Integer, List<Version>> parts = new TreeMap<>();
  private long lastProgressNanos;

  /** The delta that a message brings a part of, with no part yet. */
  IncomingDelta(Replication message, Part part) {
    this.incarnation = message.id().incarnation();
    this.number = part.delta();
    this.count = part.count();
    this.base = part.base();
    this.known = message.known();
  }

  /** Whether a message brings a part of this delta. */
  boolean isOf(Replication message, Part part) {
    return incarnation.equals(message.id().incarnation()) && number == part.delta();
  }

  /** Whether a message brings a part of one that was sent before this. */
  boolean isNewerThan(Replication message, Part part) {
    return incarnation.equals(message.id().incarnation()) && number > part.delta();
  }

  /** Takes a part. */
  void add(Part part, long nowNanos) {
    if (parts.putIfAbsent(part.index(), part.versions()) == null) {
      lastProgressNanos = nowNanos;
    }
  }

  /** In how many parts it comes. */
  int count() {
    return count;
  }

  /** Whether all parts are here. */
  boolean isComplete() {
    return parts.size() == count;
  }

  /** The delta, of which all parts are here. */
  Delta delta() {
    return new Delta(base, known, parts.values().stream().flatMap(List::stream).toList());
  }

  /** Whether it is of no use any more: all that it brings is known, or nothing comes any more. */
  boolean isMoot(VersionVector knownHere, long nowNanos) {
    return knownHere.covers(known) || nowNanos - lastProgressNanos > PATIENCE.toNanos();
  }

  /** What to tell the sender. */
  Gathering report() {
    return new Gathering(
        number,
        IntStream.range(0, count).filter(index -> !parts.containsKey(index)).boxed().toList());
  }
}
