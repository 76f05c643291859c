package glomers.txn;

import glomers.core.gossip.VersionVector;
import glomers.core.message.WireSize;
import glomers.core.node.RetryPolicy;
import glomers.txn.Replication.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a node believes of one peer, and so what there is to send to it. Each write set is sent
 * once, at once. One that has been known for a while, and that the peer still does not acknowledge,
 * is sent again, whichever node wrote it: normally its writer sends it to all, but a peer that
 * cannot reach the writer gets it from another node. A peer that says nothing at all gets less and
 * less to hear.
 *
 * <p>A peer that restarts has forgotten what it acknowledged, and a message of its former
 * incarnation may come late. Names don't tell which of two incarnations is the later one; but only
 * one that is alive can answer. So of two incarnations that is believed which has heard the newer
 * message, and whenever one is heard that is not the one believed in, the peer is asked who it is,
 * until an answer comes.
 */
final class PeerLink {

  /** A peer that has not answered so often has probably lost the parts that it had gathered. */
  private static final int RESENDS_OF_PARTS = 8;

  /** The names of a message's keys, of two incarnations, and some numbers. */
  private static final long FRAME_BYTES = 500;

  private static final long BYTES_PER_MISSING_PART = 8;

  /** How many parts of a delta that the peer gathers are sent at once: some megabytes. */
  private static final int PARTS_IN_TURN = 4;

  private final String self;
  private final RetryPolicy resend;
  private final RandomGenerator random;

  private long lastNumber;
  private Optional<MessageId> heard = Optional.empty();

  /** The incarnation that is believed to be the peer's present one. */
  private Optional<String> peer = Optional.empty();

  /** The newest message to the peer that this incarnation is known to have heard. */
  private long echoed;

  /** What it has to have heard to be believed without doubt. */
  private long trustedFrom = 1;

  /** What the peer has said that it has. */
  private VersionVector acknowledged = new VersionVector();

  /** That, and what somebody has sent to it since. */
  private VersionVector presumed = new VersionVector();

  /** What it should have acknowledged when the next check is due. */
  private VersionVector expected = new VersionVector();

  private long nextCheckNanos = Long.MIN_VALUE;
  private int resends;
  private boolean owesAnswer;

  private Optional<OutgoingDelta> outgoing = Optional.empty();
  private Optional<IncomingDelta> incoming = Optional.empty();

  /**
   * A link to a peer of which nothing is known.
   *
   * @param self this node's own incarnation
   */
  PeerLink(String self, RetryPolicy resend, RandomGenerator random) {
    this.self = self;
    this.resend = resend;
    this.random = random;
  }

  /** Whether there is nothing to say, and nothing to wait for. */
  boolean isSettled(VersionVector known) {
    return isTrusted() && !owesAnswer && acknowledged.covers(known) && incoming.isEmpty();
  }

  private boolean isTrusted() {
    return echoed >= trustedFrom;
  }

  /** Takes note of what the peer says of itself. */
  void onMessage(Replication message) {
    owesAnswer |= message.answerWanted();
    resends = 0;
    if (heard.filter(newest -> isFromSame(newest, message.id())).isEmpty()) {
      heard = Optional.of(message.id());
    }
    long echo =
        message.heard().filter(id -> id.origin().equals(self)).map(MessageId::number).orElse(0L);
    if (peer.equals(Optional.of(message.id().origin()))) {
      echoed = Math.max(echoed, echo);
      acknowledged.merge(message.known());
      presumed.merge(message.known());
      outgoing = outgoing.filter(delta -> isStillWanted(delta, message, echo));
    } else {
      if (peer.isPresent()) {
        trustedFrom = lastNumber + 1;
      }
      if (peer.isEmpty() || echo > echoed) {
        peer = Optional.of(message.id().origin());
        echoed = echo;
        acknowledged = message.known().copy();
        presumed = message.known().copy();
        outgoing = Optional.empty();
      }
    }
  }

  private static boolean isFromSame(MessageId newest, MessageId id) {
    return newest.origin().equals(id.origin()) && newest.number() >= id.number();
  }

  /** A peer that has heard of a large delta, and is not gathering it, has it or won't have it. */
  private static boolean isStillWanted(OutgoingDelta delta, Replication message, long echo) {
    var report = message.gathering().filter(some -> some.delta() == delta.number());
    report.ifPresent(delta::onReport);
    return report.isPresent() || echo < delta.number();
  }

  /**
   * Takes it that what has come to this node is on its way to the peer, too.
   *
   * @param before what this node knew before it came
   * @param after what this node knows now
   */
  void onNews(VersionVector before, VersionVector after) {
    for (Map.Entry<String, Long> log : after.counts().entrySet()) {
      if (presumed.get(log.getKey()) >= before.get(log.getKey())) {
        presumed.raise(log.getKey(), log.getValue());
      }
    }
  }

  /** In how many parts the delta comes that the peer is sending; 0 if there is none. */
  int gatheredParts() {
    return incoming.map(IncomingDelta::count).orElse(0);
  }

  /**
   * Takes a part of a delta.
   *
   * @param room how many parts there is room for; those of a larger delta are dropped
   * @return the delta, if all parts of it are here now
   */
  Optional<Delta> gather(Replication message, Part part, int room, long nowNanos) {
    if (part.count() == 1) {
      return Optional.of(new Delta(part.base(), message.known(), part.versions()));
    }
    boolean late = incoming.filter(delta -> delta.isNewerThan(message, part)).isPresent();
    if (late || part.count() > room) {
      return Optional.empty();
    }
    IncomingDelta delta =
        incoming
            .filter(current -> current.isOf(message, part))
            .orElseGet(() -> new IncomingDelta(message, part));
    delta.add(part, nowNanos);
    incoming = Optional.of(delta).filter(current -> !current.isComplete());
    return incoming.isPresent() ? Optional.empty() : Optional.of(delta.delta());
  }

  /** What to send to the peer now: as a rule one message, or none. */
  List<Replication> poll(Replica replica, long nowNanos, long maxMessageBytes) {
    VersionVector known = replica.known();
    incoming = incoming.filter(delta -> !delta.isMoot(known, nowNanos));
    if (isSettled(known)) {
      return List.of();
    }
    boolean checking = nowNanos >= nextCheckNanos;
    boolean overdue = checking && !isOnTheWay();
    if (overdue) {
      resends++;
      startOver();
    }
    boolean waiting = resends > 0 && !overdue;
    Optional<Part> part = waiting ? Optional.empty() : nextPart(replica, maxMessageBytes);
    if (checking || part.filter(Part::beginsLargeDelta).isPresent()) {
      expected = presumed.copy();
      nextCheckNanos = nowNanos + resend.waitNanos(resends, random);
    }
    List<Replication> messages = new ArrayList<>();
    if (part.isPresent() || overdue || owesAnswer) {
      messages.add(message(known, part));
    }
    while (part.isPresent() && messages.size() < maxPartsNow()) {
      part = nextPart(replica, maxMessageBytes);
      part.ifPresent(next -> messages.add(message(known, Optional.of(next))));
    }
    return messages;
  }

  /** A peer that has no room for a large delta is not sent the whole of it. */
  private int maxPartsNow() {
    return outgoing.filter(OutgoingDelta::isGathered).isPresent() ? PARTS_IN_TURN : 1;
  }

  private boolean isOnTheWay() {
    return isTrusted()
        && outgoing.map(delta -> !delta.isStuck()).orElseGet(() -> acknowledged.covers(expected));
  }

  private void startOver() {
    if (resends > RESENDS_OF_PARTS) {
      outgoing = Optional.empty();
    }
    outgoing.ifPresentOrElse(OutgoingDelta::rewind, () -> presumed = acknowledged.copy());
  }

  private Optional<Part> nextPart(Replica replica, long maxMessageBytes) {
    if (outgoing.isPresent()) {
      return outgoing.get().next();
    }
    if (presumed.covers(replica.known())) {
      return Optional.empty();
    }
    Delta delta = replica.deltaFrom(presumed);
    presumed.merge(delta.known());
    var parts = new OutgoingDelta(lastNumber + 1, delta, maxMessageBytes - frameBytes(delta));
    outgoing = Optional.of(parts).filter(OutgoingDelta::isLarge);
    return parts.next();
  }

  /** At least what a message takes besides the delta's versions. */
  private long frameBytes(Delta delta) {
    long missing = incoming.map(large -> (long) large.count()).orElse(0L);
    return FRAME_BYTES
        + BYTES_PER_MISSING_PART * missing
        + wireBytes(delta.known())
        + wireBytes(delta.base());
  }

  private static long wireBytes(VersionVector vector) {
    return vector.counts().keySet().stream().mapToLong(log -> WireSize.of(log) + 24).sum();
  }

  private Replication message(VersionVector known, Optional<Part> part) {
    owesAnswer = false;
    lastNumber++;
    return new Replication(
        new MessageId(self, lastNumber),
        heard,
        part.flatMap(some -> outgoing).map(large -> large.delta().known()).orElse(known),
        part.isPresent() || !isTrusted(),
        incoming.map(IncomingDelta::report),
        part);
  }
}
