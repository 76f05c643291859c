package glomers.kafka;

import glomers.core.log.CommittedOffsets;
import glomers.kafka.ReplicaMessage.CommittedDelta;
import java.time.Duration;

/**
 * What a node keeps for each peer, whatever the roles of the two: pacing, and who has which
 * commits.
 */
final class PeerLink {

  private final LingerGate gate;
  private final CommittedOffsets committed;

  /** The version of our committed offsets that the peer is known to have. */
  private long confirmedVersion;

  /** The version of the peer's committed offsets that we have. */
  private long seenVersion;

  PeerLink(LingerGate gate, CommittedOffsets committed) {
    this.gate = gate;
    this.committed = committed;
  }

  /** Says that something is ready for the peer, which may linger. */
  void open(Duration linger) {
    gate.open(linger);
  }

  /** Says that the peer waits for an answer. */
  void openNow() {
    gate.openNow();
  }

  /** Says that a message has gone out to the peer. */
  void sent() {
    gate.sent();
  }

  /**
   * What to tell the peer of commits: what changed since what it is known to have, or the first of
   * it.
   */
  CommittedDelta delta() {
    var changes = committed.changesSince(confirmedVersion, ReplicaMessage.MAX_COMMITTED_BYTES);
    return new CommittedDelta(changes.version(), changes.offsets(), seenVersion);
  }

  /** The version of the peer's committed offsets that we have. */
  long seenVersion() {
    return seenVersion;
  }

  /**
   * Takes what the peer says of commits.
   *
   * @param meantForThisIncarnation whether the peer knew our present incarnation; if not, its idea
   *     of what we have is one of the past
   */
  void receive(CommittedDelta delta, boolean meantForThisIncarnation) {
    committed.merge(delta.offsets());
    if (meantForThisIncarnation) {
      seenVersion = Math.max(seenVersion, delta.version());
      confirm(delta.seen());
    }
  }

  /**
   * Takes note that the peer has our committed offsets up to this version, which our present
   * incarnation gave.
   */
  void confirm(long version) {
    confirmedVersion = Math.max(confirmedVersion, version);
  }

  /** The peer has started again: it has nothing any more, and its versions count from 0. */
  void onReborn() {
    confirmedVersion = 0;
    seenVersion = 0;
  }
}
