package glomers.broadcast.hub;

import glomers.broadcast.hub.Exchange.Statement;
import glomers.broadcast.hub.HubMessage.Report;
import glomers.broadcast.hub.HubMessage.Update;
import glomers.broadcast.hub.HubMessage.Want;
import glomers.broadcast.hub.Peers.Peer;
import glomers.core.node.Context;
import java.util.function.Consumer;

/**
 * A node that a leaf reports to: its hub, one that it asks to become that, or one that takes it for
 * its leaf. Decides what to report, and when.
 */
final class Upstream {

  /** Whether a report has to be sent even if there are no news. */
  private enum Answer {
    NOT_DUE,
    DUE,
    /** Something is missing. */
    DUE_AT_ONCE
  }

  private final Peer peer;
  private final Context context;
  private final Members members;
  private final Timing timing;
  private final Consumer<Upstream> onQuestion;
  private final RoundTrip roundTrip = new RoundTrip();
  private final AssumedKnowledge assumed;
  private final ReportPacing pacing;
  private final DelayedAcknowledgement acknowledgement;
  private final Alarm nextReport;
  private Answer answer = Answer.NOT_DUE;

  /**
   * A node that was told nothing yet.
   *
   * @param onQuestion told of each report that wants an update
   */
  Upstream(
      Peer peer, Context context, Members members, Timing timing, Consumer<Upstream> onQuestion) {
    this.peer = peer;
    this.context = context;
    this.members = members;
    this.timing = timing;
    this.onQuestion = onQuestion;
    this.assumed = peer.assumed();
    this.pacing = new ReportPacing(timing, context.nanoTime());
    this.acknowledgement = new DelayedAcknowledgement(timing);
    this.nextReport = new Alarm(context, this::reportIfWorthwhile);
  }

  String name() {
    return peer.name();
  }

  RoundTrip roundTrip() {
    return roundTrip;
  }

  /** Whether it was told something of which it is not known to have it. */
  boolean awaitsConfirmation() {
    return !assumed.isConfirmed();
  }

  /** This node knows more than it did, and this is its hub. */
  void onNews() {
    if (assumed.lacksSomething()) {
      pacing.onNews(context.nanoTime());
      nextReport.bringForwardTo(pacing.dueNanos());
    }
  }

  /**
   * It has sent an update. What was reported and is still missing there was lost, if there was time
   * for it to be confirmed.
   */
  void onUpdate(Update update) {
    long now = context.nanoTime();
    roundTrip.onMessage(update.timestamps(), now);
    acknowledgement.onUpdate(update, now);
    pacing.onUpdate(update, now);
    if (assumed.hasArrived(update.timestamps().echoNanos())
        || now - assumed.latestToldNanos() > timing.forConfirmationNanos(roundTrip)) {
      assumed.takeRestForLost();
    }
  }

  /**
   * Sees to it that the update gets an answer, if it needs one.
   *
   * @param isExpected whether it does though the update doesn't say so
   */
  void answer(Update update, boolean isExpected) {
    boolean isSomethingMissing = peer.exchange().hasMore();
    if (isSomethingMissing) {
      answer = Answer.DUE_AT_ONCE;
    } else if (answer != Answer.NOT_DUE || update.wantsAnswer() || isExpected) {
      answer = Answer.DUE;
    }
    if (answer != Answer.NOT_DUE || acknowledgement.isOwed() || assumed.lacksSomething()) {
      nextReport.cancel(); // the update sets the pace
      nextReport.bringForwardTo(isSomethingMissing ? context.nanoTime() : pacing.dueNanos());
    }
  }

  /** A mere acknowledgement waits for something to ride with. */
  private void reportIfWorthwhile() {
    if (answer != Answer.NOT_DUE
        || assumed.lacksSomething()
        || acknowledgement.isDue(context.nanoTime())) {
      report(answer == Answer.DUE_AT_ONCE ? Want.UPDATE_AT_ONCE : Want.NOTHING);
    } else if (acknowledgement.isOwed()) {
      nextReport.bringForwardTo(acknowledgement.dueWithoutUpdateNanos());
    }
  }

  /** Asks whether it is there: to be told at once what this node lacks. */
  void ask() {
    assumed.takeRestForLost();
    report(Want.UPDATE_AT_ONCE);
  }

  /** Reports what it lacks and what this node knows. News want to be confirmed. */
  void report(Want atLeast) {
    long now = context.nanoTime();
    Statement statement = assumed.tell(now);
    boolean tellsSomething = statement.tellsSomething();
    Want want = atLeast == Want.NOTHING && tellsSomething ? Want.UPDATE : atLeast;
    context.send(
        peer.name(),
        new Report(
            members.hub(), statement.progress(), statement.news(), roundTrip.stamp(now), want));
    nextReport.cancel();
    answer = Answer.NOT_DUE;
    acknowledgement.onReport();
    if (tellsSomething) {
      pacing.onNewsReported(now);
    }
    if (want != Want.NOTHING) {
      onQuestion.accept(this);
    }
  }
}
