package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Report;
import glomers.broadcast.hub.HubMessage.Update;
import glomers.broadcast.hub.HubMessage.Want;
import glomers.core.gossip.Segment;
import glomers.core.node.Context;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A node that a hub may have to serve: what to tell it, and whether it still listens. */
final class Downstream {

  /** What is known of whether the leaf has got what it was told. */
  private enum Delivery {
    CONFIRMED,
    UNCONFIRMED,
    /** It has been unconfirmed for so long that the leaf is not worth an update a round. */
    SILENT
  }

  private final String name;
  private final Context context;
  private final Knowledge knowledge;
  private final Members members;
  private final Timing timing;
  private final RoundTrip roundTrip = new RoundTrip();
  private final AssumedKnowledge assumed;
  private Delivery delivery = Delivery.CONFIRMED;
  private long unconfirmedSinceNanos;
  private boolean takesThisNodeForItsHub;
  private boolean wantsUpdate;

  Downstream(String name, Context context, Knowledge knowledge, Members members, Timing timing) {
    this.name = name;
    this.context = context;
    this.knowledge = knowledge;
    this.members = members;
    this.timing = timing;
    this.assumed = new AssumedKnowledge(knowledge);
  }

  boolean wasHeard() {
    return roundTrip.wasHeard();
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
    return isServed() && !knowledge.known().covers(knowledge.knownBy(name));
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
      assumed.correct(report.known());
      delivery = Delivery.CONFIRMED;
    } else {
      assumed.extend(report.known());
      delivery = Delivery.UNCONFIRMED;
      unconfirmedSinceNanos = now;
    }
    takesThisNodeForItsHub = report.hub().equals(context.self());
    boolean isSomethingMissing = !knowledge.known().covers(report.known());
    wantsUpdate |= report.want() != Want.NOTHING || isSomethingMissing;
    return isBack;
  }

  /** Tells it what it lacks, and takes for granted that it arrives. */
  void update() {
    var news = lacksSomething() ? assumed.takeLacking() : List.<Segment<JsonNode>>of();
    if (!news.isEmpty() && delivery == Delivery.CONFIRMED) {
      delivery = Delivery.UNCONFIRMED;
      unconfirmedSinceNanos = context.nanoTime();
    }
    send(news, timing.answerAfterMillis(roundTrip), !roundTrip.isKnown());
  }

  /** Asks what it knows. */
  void greet() {
    send(List.of(), 0, true);
  }

  /**
   * Notices that it has fallen silent; if so, tells it what it lacks, and asks for an answer. The
   * same if it has kept back what this node lacks: the update that showed this to it was lost.
   */
  void probeIfSilent() {
    if (delivery == Delivery.UNCONFIRMED && isOverdue()) {
      delivery = Delivery.SILENT;
      assumed.correct(knowledge.knownBy(name));
    }
    if (delivery == Delivery.SILENT && lacksSomething() || hasMore() && !isHeardOfLate()) {
      send(assumed.lacking(), 0, true);
    }
  }

  private boolean isOverdue() {
    long now = context.nanoTime();
    return now - unconfirmedSinceNanos > timing.forLeafNanos(roundTrip)
        || now - assumed.latestSentNanos() > timing.forLeafInLullNanos(roundTrip);
  }

  private boolean isHeardOfLate() {
    return roundTrip.wasHeardWithin(timing.forLeafInLullNanos(roundTrip), context.nanoTime());
  }

  private void send(List<Segment<JsonNode>> news, long answerAfterMillis, boolean wantsAnswer) {
    long now = context.nanoTime();
    wantsUpdate = false;
    assumed.onSent(now);
    context.send(
        name,
        new Update(
            knowledge.known(),
            news,
            roundTrip.stamp(now),
            answerAfterMillis,
            wantsAnswer,
            isServed()));
  }
}
