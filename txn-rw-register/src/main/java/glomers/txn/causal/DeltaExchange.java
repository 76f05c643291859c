package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import glomers.core.node.RetryPolicy;
import glomers.txn.causal.PeerIncarnation.Sender;
import glomers.txn.causal.Replication.Part;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The exchange of deltas with one peer: what there is to send to it, and when to send it again.
 * Each write set is sent once, at once. One that has been known for a while, and that the peer
 * still does not acknowledge, is sent again, whichever node wrote it: normally its writer sends it
 * to all, but a peer that cannot reach the writer gets it from another node. A peer that says
 * nothing at all gets less and less to hear.
 */
final class DeltaExchange {

  /** A peer that has not answered so often has probably lost the parts that it had gathered. */
  private static final int RESENDS_OF_PARTS = 8;

  /** How many parts of a delta that the peer gathers are sent at once: some megabytes. */
  private static final int PARTS_IN_TURN = 4;

  private final PeerIncarnation peer;
  private final PeerKnowledge knowledge = new PeerKnowledge();
  private final DeltaAssembler assembler = new DeltaAssembler();
  private final RetryPolicy resend;
  private final RandomGenerator random;

  /** A delta on its way to the peer that comes in parts. */
  private Optional<OutgoingDelta> outgoing = Optional.empty();

  /** When to look whether what was sent has been acknowledged. */
  private long nextCheckNanos = Long.MIN_VALUE;

  /** How often something was sent again since the peer was heard. */
  private int resends;

  private boolean owesAnswer;

  /**
   * With a peer of which nothing is known.
   *
   * @param self this node's own incarnation
   */
  DeltaExchange(String self, RetryPolicy resend, RandomGenerator random) {
    this.peer = new PeerIncarnation(self);
    this.resend = resend;
    this.random = random;
  }

  /** Whether there is nothing to say, and nothing to wait for. */
  boolean isSettled(VersionVector known) {
    return peer.isCertain() && !owesAnswer && knowledge.isComplete(known) && !assembler.isBusy();
  }

  /** What the peer is known and presumed to have. */
  PeerKnowledge knowledge() {
    return knowledge;
  }

  /** What comes from the peer in parts. */
  DeltaAssembler assembler() {
    return assembler;
  }

  /** Takes note of what the peer says of itself. */
  void onMessage(Replication message) {
    owesAnswer |= message.answerWanted();
    resends = 0;
    Sender sender = peer.hear(message);
    switch (sender) {
      case THE_SAME -> {
        knowledge.acknowledge(message.known());
        outgoing = outgoing.filter(delta -> isStillWanted(delta, message));
      }
      case ITS_SUCCESSOR -> {
        knowledge.acknowledgeAnew(message.known());
        outgoing = Optional.empty();
      }
      case SOMEBODY_ELSE -> {} // what it has says nothing of the one that is alive
    }
  }

  /** A peer that has heard of a large delta, and is not gathering it, has it or won't have it. */
  private boolean isStillWanted(OutgoingDelta delta, Replication message) {
    var report = message.gathering().filter(some -> some.delta() == delta.number());
    report.ifPresent(delta::onReport);
    return report.isPresent() || peer.answeredBy(message) < delta.number();
  }

  /** What to send to the peer now: as a rule one message, or none. */
  List<Replication> poll(Registers registers, long nowNanos, long maxMessageBytes) {
    VersionVector known = registers.known();
    assembler.dropIfMoot(known, nowNanos);
    if (isSettled(known)) {
      return List.of();
    }
    boolean isCheckDue = nowNanos >= nextCheckNanos;
    boolean isOverdue = isCheckDue && !isOnTheWay();
    if (isOverdue) {
      resends++;
      sendAgain();
    }
    boolean isPeerSilent = resends > 0 && !isOverdue;
    List<Part> parts = isPeerSilent ? List.of() : nextParts(registers, maxMessageBytes);
    if (isCheckDue || parts.stream().anyMatch(Part::beginsLargeDelta)) {
      knowledge.expectPresumed();
      nextCheckNanos = nowNanos + resend.waitNanos(resends, random);
    }
    if (parts.isEmpty()) {
      boolean hasToSpeak = isOverdue || owesAnswer;
      return hasToSpeak ? List.of(message(known, Optional.empty())) : List.of();
    }
    VersionVector asOf = outgoing.map(large -> large.delta().known()).orElse(known);
    return parts.stream().map(part -> message(asOf, Optional.of(part))).toList();
  }

  private boolean isOnTheWay() {
    return peer.isCertain()
        && outgoing.map(delta -> !delta.isStuck()).orElseGet(knowledge::isAsExpected);
  }

  private void sendAgain() {
    if (resends > RESENDS_OF_PARTS) {
      outgoing = Optional.empty();
    }
    outgoing.ifPresentOrElse(OutgoingDelta::rewind, knowledge::presumeLost);
  }

  private List<Part> nextParts(Registers registers, long maxMessageBytes) {
    if (outgoing.isPresent()) {
      // A peer that has no room for a large delta is not sent the whole of it.
      OutgoingDelta large = outgoing.get();
      return large.next(large.isGathered() ? PARTS_IN_TURN : 1);
    }
    VersionVector presumed = knowledge.presumed();
    if (presumed.covers(registers.known())) {
      return List.of();
    }
    Delta delta = registers.deltaFrom(presumed);
    knowledge.sent(delta.known());
    long room = maxMessageBytes - Replication.frameBytes(delta, assembler.partCount());
    OutgoingDelta parts = new OutgoingDelta(peer.nextNumber(), delta, room);
    outgoing = Optional.of(parts).filter(OutgoingDelta::isLarge);
    return parts.next(1);
  }

  private Replication message(VersionVector known, Optional<Part> part) {
    owesAnswer = false;
    return new Replication(
        peer.nameNext(),
        peer.newestHeard(),
        known,
        part.isPresent() || !peer.isCertain(),
        assembler.report(),
        part);
  }
}
