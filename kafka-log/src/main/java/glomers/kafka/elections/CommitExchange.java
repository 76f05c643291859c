package glomers.kafka.elections;

import glomers.core.log.CommittedOffsets;
import glomers.kafka.elections.LogMessage.CommittedDelta;

/** Who of two nodes has which of the other's commits, so that each is told what it lacks. */
public final class CommitExchange {

  private final CommittedOffsets committed;

  /** The version of our committed offsets that the peer is known to have. */
  private long confirmedVersion;

  /** The version of the peer's committed offsets that we have. */
  private long seenVersion;

  CommitExchange(CommittedOffsets committed) {
    this.committed = committed;
  }

  /** What to tell the peer: what changed since what it is known to have, or the first of it. */
  public CommittedDelta delta() {
    var changes = committed.changesSince(confirmedVersion, LogMessage.MAX_COMMITTED_BYTES);
    return new CommittedDelta(changes.version(), changes.offsets(), seenVersion);
  }

  /** The version of the peer's committed offsets that we have. */
  public long seenVersion() {
    return seenVersion;
  }

  /** Takes what the peer says of commits. */
  public void receive(CommittedDelta delta) {
    committed.merge(delta.offsets());
    seenVersion = Math.max(seenVersion, delta.version());
    confirm(delta.seen());
  }

  /** Takes note that the peer has our committed offsets up to this version. */
  public void confirm(long version) {
    confirmedVersion = Math.max(confirmedVersion, version);
  }

  /** The peer has started again: it has nothing any more, and its versions count from 0. */
  void onReborn() {
    confirmedVersion = 0;
    seenVersion = 0;
  }
}
