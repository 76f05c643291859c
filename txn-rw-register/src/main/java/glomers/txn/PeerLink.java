package glomers.txn;

import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.node.RetryPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a node believes of one peer, and so what there is to send to it. Each entry is sent once, at
 * once. An entry that has been known for a while, and that the peer still does not acknowledge, is
 * sent again, whichever node wrote it: normally a log's own writer sends it to all, but a peer that
 * cannot reach the writer gets it from another node. A peer that says nothing at all gets less and
 * less to hear.
 */
final class PeerLink {

  private final RetryPolicy resend;
  private final RandomGenerator random;
  private final Set<String> formerOrigins = new HashSet<>();
  private Optional<String> origin = Optional.empty();

  /** What the peer has said that it has. */
  private VersionVector acknowledged = new VersionVector();

  /** That, and what somebody has sent to it since. */
  private VersionVector presumed = new VersionVector();

  /** What it should have acknowledged when the next check is due. */
  private VersionVector expected = new VersionVector();

  private long nextCheckNanos = Long.MIN_VALUE;
  private int resends;
  private boolean owesAnswer;

  PeerLink(RetryPolicy resend, RandomGenerator random) {
    this.resend = resend;
    this.random = random;
  }

  /** What the peer is known to have received. */
  VersionVector acknowledged() {
    return acknowledged;
  }

  /** Whether there is nothing to say, and nothing to wait for. */
  boolean isSettled(VersionVector known) {
    return origin.isPresent() && !owesAnswer && acknowledged.covers(known);
  }

  /** Takes note of what the peer says of itself. */
  void onMessage(Replication message, boolean answerWanted) {
    owesAnswer |= answerWanted;
    resends = 0;
    if (formerOrigins.contains(message.origin())) {
      return; // it was under way while the peer lost its memory: what it had then says nothing
    }
    if (!origin.equals(Optional.of(message.origin()))) {
      origin.ifPresent(formerOrigins::add);
      origin = Optional.of(message.origin());
      acknowledged = new VersionVector();
      presumed = new VersionVector();
    }
    acknowledged.merge(message.known());
    presumed.merge(message.known());
  }

  /**
   * Takes it that the writer of these entries, from whom this node has them, sends them to the peer
   * too.
   */
  void onEntriesOfOthers(Segment<WriteSet> segment) {
    if (presumed.get(segment.log()) >= segment.start()) {
      presumed.raise(segment.log(), segment.end());
    }
  }

  /**
   * Takes it that the peer gets what this node has just got as a copy of a third one's registers.
   */
  void onCopy(VersionVector applied) {
    if (origin.isPresent()) {
      presumed.merge(applied);
    }
  }

  /** What to send to the peer now, if anything. */
  Optional<Replication> poll(Replica replica, long nowNanos, int maxWriteSets) {
    if (isSettled(replica.known())) {
      return Optional.empty();
    }
    boolean checking = nowNanos >= nextCheckNanos;
    boolean resending = checking && (origin.isEmpty() || !acknowledged.covers(expected));
    if (resending) {
      presumed = acknowledged.copy();
      resends++;
    }
    boolean waiting = resends > 0 && !resending;
    boolean sending = !waiting && !presumed.covers(replica.known());
    Optional<Replication> message =
        sending || resending || owesAnswer
            ? Optional.of(message(replica, sending ? maxWriteSets : 0))
            : Optional.empty();
    if (checking) {
      expected = presumed.copy();
      nextCheckNanos = nowNanos + resend.waitNanos(resends, random);
    }
    return message;
  }

  private Replication message(Replica replica, int maxWriteSets) {
    owesAnswer = false;
    if (maxWriteSets > 0 && !replica.canSupply(presumed)) {
      presumed.merge(replica.applied());
      return new Replication.State(
          replica.log(), replica.known(), replica.applied(), replica.store().newest());
    }
    List<Segment<WriteSet>> segments =
        maxWriteSets > 0 ? replica.missingFrom(presumed, maxWriteSets) : List.of();
    segments.forEach(segment -> presumed.raise(segment.log(), segment.end()));
    boolean answerWanted = !segments.isEmpty() || origin.isEmpty();
    return new Replication.Batch(replica.log(), replica.known(), answerWanted, segments);
  }
}
