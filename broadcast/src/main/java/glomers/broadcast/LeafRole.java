package glomers.broadcast;

import glomers.broadcast.GossipMessage.Report;
import glomers.broadcast.GossipMessage.Round;
import glomers.core.node.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A node as a leaf: reports to its hub what it has gathered, answers every hub that tells it something,
 * and finds another hub when its own falls silent.
 *
 * <p>A report that carries something is due an answer, the hub's next round. If none comes, the leaf
 * searches: it reports to all of its seniors at once, and the first in rank of those that answer becomes
 * its hub. If none answers, the node serves all others itself, until it hears from a senior.
 */
final class LeafRole {

  /** What the leaf remembers of one node that it reports to. */
  private static final class Hub {
    private final String name;
    private final RoundTrip answerTime = new RoundTrip();
    private long latestReportNanos;
    private OptionalLong unansweredSinceNanos = OptionalLong.empty();
    private boolean isReportSet;
    private Context.Timer reportTimer = () -> {};
    private boolean owesAnswer;
    private long roundSentNanos;
    private long roundReceivedNanos;

    Hub(String name, long latestReportNanos) {
      this.name = name;
      this.latestReportNanos = latestReportNanos;
    }
  }

  private final Context context;
  private final Knowledge knowledge;
  private final Members members;
  private final Runnable onBecomingHub;
  private final Patience patience;
  private final long roundNanos;
  private final Map<String, Hub> hubs = new HashMap<>();
  private boolean isSearching;
  private boolean isWaiting;
  private Context.Timer silence = () -> {};

  /**
   * A leaf of the members' first hub.
   *
   * @param onBecomingHub run when this node has found no hub but itself
   */
  LeafRole(
      Context context,
      Knowledge knowledge,
      Members members,
      Duration roundLength,
      Runnable onBecomingHub) {
    this.context = context;
    this.knowledge = knowledge;
    this.members = members;
    this.onBecomingHub = onBecomingHub;
    this.patience = new Patience(roundLength);
    this.roundNanos = roundLength.toNanos();
    long longAgoNanos = context.nanoTime() - roundNanos;
    context.peers().forEach(name -> hubs.put(name, new Hub(name, longAgoNanos)));
  }

  /**
   * Tells someone that this node is here and knows nothing. In a new cluster that says little; after a
   * restart it brings back what the others know.
   */
  void join() {
    if (!members.isActingHub()) {
      report(hubs.get(members.hub()));
    } else if (!context.peers().isEmpty()) {
      report(hubs.get(context.peers().getFirst()));
    }
  }

  /** This node knows more than it did. */
  void onNews() {
    if (!members.isActingHub() && knowledge.hasNewsFor(members.hub())) {
      Hub hub = hubs.get(members.hub());
      setReport(hub, hub.latestReportNanos + roundNanos - context.nanoTime());
    }
  }

  /** A hub speaks. What it told was learned before this is called. */
  void onRound(String from, Round round) {
    Hub sender = hubs.get(from);
    sender.unansweredSinceNanos.ifPresent(
        since -> sender.answerTime.observe(context.nanoTime() - since));
    sender.unansweredSinceNanos = OptionalLong.empty();
    considerAsHub(sender);
    if (round.answerAfterMillis().isPresent()) {
      sender.owesAnswer = true;
      sender.roundSentNanos = round.sentNanos();
      sender.roundReceivedNanos = context.nanoTime();
      setReport(sender, round.answerAfterMillis().getAsLong() * 1_000_000);
    }
    onNews(); // the hub's round may show that our last report was lost
  }

  private void considerAsHub(Hub sender) {
    boolean isBetter =
        members.ranksBefore(sender.name, members.hub())
            || isSearching && members.ranksBefore(sender.name, context.self());
    if (isBetter) {
      members.chooseHub(sender.name);
      setReport(sender, 0); // so that it knows whom it serves
    }
    if (sender.name.equals(members.hub())) {
      isSearching = false;
      isWaiting = false;
      silence.cancel();
    }
  }

  private void setReport(Hub hub, long delayNanos) {
    if (!hub.isReportSet) {
      hub.isReportSet = true;
      hub.reportTimer =
          context.after(Duration.ofNanos(Math.max(0, delayNanos)), () -> report(hub));
    }
  }

  private void report(Hub hub) {
    long now = context.nanoTime();
    OptionalLong echoNanos = OptionalLong.empty();
    if (hub.owesAnswer) {
      echoNanos = OptionalLong.of(hub.roundSentNanos + now - hub.roundReceivedNanos);
    }
    var news = knowledge.newsFor(hub.name);
    context.send(hub.name, new Report(members.hub(), knowledge.known(), news, echoNanos));
    hub.reportTimer.cancel();
    hub.isReportSet = false;
    hub.owesAnswer = false;
    hub.latestReportNanos = now;
    boolean isAnswerDue = !news.isEmpty() || echoNanos.isEmpty();
    if (isAnswerDue) {
      if (hub.unansweredSinceNanos.isEmpty()) {
        hub.unansweredSinceNanos = OptionalLong.of(now);
      }
      if (hub.name.equals(members.hub())) {
        waitFor(hub);
      }
    }
  }

  private void waitFor(Hub hub) {
    if (!isWaiting) {
      isWaiting = true;
      silence =
          context.after(Duration.ofNanos(patience.nanos(hub.answerTime)), () -> onSilence(hub));
    }
  }

  private void onSilence(Hub hub) {
    isWaiting = false;
    if (isSearching) {
      isSearching = false;
      members.chooseHub(context.self());
      onBecomingHub.run();
    } else {
      isSearching = true;
      List<String> seniors = members.seniors();
      seniors.forEach(name -> report(hubs.get(name)));
      waitFor(hub);
    }
  }
}
