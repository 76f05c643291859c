package glomers.broadcast.hub;

import glomers.broadcast.hub.Exchange.Statement;
import glomers.broadcast.hub.HubMessage.Report;
import glomers.broadcast.hub.HubMessage.Update;
import glomers.broadcast.hub.HubMessage.Want;
import glomers.broadcast.hub.Peers.Peer;
import glomers.core.node.Context;

/** A node that a hub may have to serve: what to tell it, and whether it still listens. */
final class Downstream {

  /** What is known of whether the leaf has got what it was told. */
  private enum Delivery {
    CONFIRMED,
    UNCONFIRMED,
    /** It has been unconfirmed for so long that the leaf is not worth an update a round. */
    SILENT
  }

  private final Peer peer;
  private final Context context;
  private final Members members;
  private final Timing timing;
  private final RoundTrip roundTrip = new RoundTrip();
  private final AssumedKnowledge assumed;
  private Delivery delivery = Delivery.CONFIRMED;
  private long unconfirmedSinceNanos;
  private boolean takesThisNodeForItsHub;
  private boolean wantsUpdate;

  Downstream(Peer peer, Context context, Members members, Timing timing) {
    this.peer = peer;
    this.context = context;
    this.members = members;
    this.timing = timing;
    this.assumed = peer.assumed();
  }

  boolean wasHeard() {
    return roundTrip.wasHeard();
  }

  RoundTrip roundTrip() {
    return roundTrip;
  }

  /** Whether it said the last time that this node is its hub. */
  boolean takesThisNodeForItsHub() {
    return takesThisNodeForItsHub;
  }

  /** Whether it is known to have all that it was told, and has told all that it has. */
  boolean isSettled() {
    return delivery == Delivery.CONFIRMED && !hasMore();
  }

  /** Whether it has said that it has something that this node still lacks. */
  private boolean hasMore() {
    return isServed() && peer.exchange().hasMore();
  }

  private boolean isServed() {
    return members.isActingHub() || takesThisNodeForItsHub;
  }

  private boolean lacksSomething() {
    return isServed() && assumed.lacksSomething();
  }

  boolean isDueForUpdate() {
    return delivery != Delivery.SILENT && (wantsUpdate || lacksSomething());
  }

  /** The sooner the way to it is measured, the sooner its answers come in time. */
  boolean isToBeMeasured() {
    return wantsUpdate && !roundTrip.isKnown();
  }

  /**
   * It says what it knows. What it told was learned before this is called. Returns whether it was
   * away and is back, or has missed something.
   */
  boolean onReport(Report report) {
    long now = context.nanoTime();
    roundTrip.onMessage(report.timestamps(), now);
    boolean isBack = delivery == Delivery.SILENT || report.want() == Want.UPDATE_AT_ONCE;
    if (isBack || assumed.hasArrived(report.timestamps().echoNanos())) {
      assumed.takeRestForLost();
      delivery = Delivery.CONFIRMED;
    } else {
      delivery = Delivery.UNCONFIRMED;
      unconfirmedSinceNanos = now;
    }
    takesThisNodeForItsHub = report.hub().equals(context.self());
    wantsUpdate |= report.want() != Want.NOTHING || peer.exchange().hasMore();
    return isBack;
  }

  /**
   * Tells it what it lacks, and takes for granted that it arrives.
   *
   * @param typicalRoundTripNanos what the way takes to others, which counts if it was never
   *     measured to this one; 0 if it was to nobody
   */
  void update(Rounds rounds, long typicalRoundTripNanos, long now) {
    Statement statement = lacksSomething() ? assumed.tell(now) : assumed.tellNothing();
    if (statement.tellsSomething() && delivery == Delivery.CONFIRMED) {
      delivery = Delivery.UNCONFIRMED;
      unconfirmedSinceNanos = now;
    }
    long roundTripNanos = roundTrip.isKnown() ? roundTrip.usualNanos() : typicalRoundTripNanos;
    if (rounds.isLong() && roundTripNanos == 0) {
      send(statement, 0, 0, false);
    } else {
      long reportAfterMillis =
          timing.reportAfterMillis(rounds.isLong(), rounds.sinceNanos(now), roundTripNanos);
      send(statement, reportAfterMillis, rounds.everyNanos(), false);
    }
  }

  /** Asks what it knows. */
  void greet() {
    send(assumed.tellNothing(), 0, timing.roundNanos(), true);
  }

  /**
   * Notices that it has fallen silent; if so, tells it what it lacks, and asks for an answer. The
   * same if it has kept back what this node lacks: the update that showed this to it was lost.
   */
  void probeIfSilent() {
    if (delivery == Delivery.UNCONFIRMED && isOverdue()) {
      delivery = Delivery.SILENT;
      assumed.takeRestForLost();
    }
    if (delivery == Delivery.SILENT && lacksSomething() || hasMore() && !isHeardOfLate()) {
      send(assumed.tellAnyhow(), 0, timing.roundNanos(), true);
    }
  }

  private boolean isOverdue() {
    long now = context.nanoTime();
    return now - unconfirmedSinceNanos > timing.forLeafNanos(roundTrip)
        || now - assumed.latestToldNanos() > timing.forLeafInLullNanos(roundTrip);
  }

  private boolean isHeardOfLate() {
    return roundTrip.wasHeardWithin(timing.forLeafInLullNanos(roundTrip), context.nanoTime());
  }

  private void send(
      Statement statement, long reportAfterMillis, long roundNanos, boolean wantsAnswer) {
    wantsUpdate = false;
    context.send(
        peer.name(),
        new Update(
            statement.progress(),
            statement.news(),
            roundTrip.stamp(context.nanoTime()),
            reportAfterMillis,
            roundNanos / 1_000_000,
            wantsAnswer,
            isServed()));
  }
}
