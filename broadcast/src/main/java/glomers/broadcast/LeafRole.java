package glomers.broadcast;

import glomers.broadcast.GossipMessage.Report;
import glomers.broadcast.GossipMessage.Round;
import glomers.broadcast.GossipMessage.Want;
import glomers.core.node.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A node as a leaf: reports to its hub what it has gathered, acknowledges what it was told, and
 * finds another hub when its own falls silent.
 *
 * <p>A report that carries something is due an answer, the hub's next round. If none comes, the
 * leaf searches: it reports to the first few of its seniors, then to all others, and the first in
 * rank of those that answer becomes its hub. If none answers, the node serves all others itself,
 * until it hears from a senior.
 */
final class LeafRole {

  /** Whom a node asks first that looks for a hub: mostly one of them is there, and all is cheap. */
  private static final int FEW_SENIORS = 3;

  private enum Search {
    NONE,
    AMONG_FEW,
    AMONG_ALL
  }

  /** What the leaf remembers of one node that it reports to. */
  private static final class Hub {
    private final String name;
    private final RoundTrip answerTime = new RoundTrip();
    private long latestNewsNanos;
    private OptionalLong unansweredSinceNanos = OptionalLong.empty();

    private OptionalLong roundSentNanos = OptionalLong.empty();
    private long roundReceivedNanos;
    private OptionalLong unacknowledgedSinceNanos = OptionalLong.empty();
    private boolean mustReport;
    private boolean isSomethingMissing;

    private boolean isReportSet;
    private Context.Timer reportTimer = () -> {};

    Hub(String name, long latestNewsNanos) {
      this.name = name;
      this.latestNewsNanos = latestNewsNanos;
    }
  }

  private final Context context;
  private final Knowledge knowledge;
  private final Members members;
  private final Runnable onBecomingHub;
  private final Patience patience;
  private final long roundNanos;
  private final Map<String, Hub> hubs = new HashMap<>();
  private boolean wasAnyoneHeard;
  private Search search = Search.NONE;
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
   * Tells someone that this node is here and knows nothing. In a new cluster that says little;
   * after a restart it brings back what the others know.
   */
  void join() {
    if (!members.isActingHub()) {
      report(hubs.get(members.hub()), Want.NEXT_ROUND);
    } else if (!context.peers().isEmpty()) {
      report(hubs.get(context.peers().getFirst()), Want.NEXT_ROUND);
    }
  }

  /** This node knows more than it did. */
  void onNews() {
    if (!members.isActingHub()) {
      Hub hub = hubs.get(members.hub());
      if (hasNewsFor(hub)) {
        setReport(hub, hub.latestNewsNanos + roundNanos - context.nanoTime());
      }
    }
  }

  /** A hub speaks. What it told was learned before this is called. */
  void onRound(String from, Round round) {
    long now = context.nanoTime();
    Hub sender = hubs.get(from);
    wasAnyoneHeard = true;
    sender.unansweredSinceNanos.ifPresent(since -> sender.answerTime.observe(now - since));
    sender.unansweredSinceNanos = OptionalLong.empty();
    sender.roundSentNanos = OptionalLong.of(round.sentNanos());
    sender.roundReceivedNanos = now;
    considerAsHub(sender);
    boolean isMyHub = from.equals(members.hub());
    if (!isMyHub && !round.isServed()) {
      return; // an answer to a search that has found a better hub: nothing follows from it
    }
    sender.isSomethingMissing = !knowledge.known().covers(round.known());
    sender.mustReport |= round.wantsAnswer() || sender.isSomethingMissing || !isMyHub;
    if (!round.news().isEmpty() && sender.unacknowledgedSinceNanos.isEmpty()) {
      sender.unacknowledgedSinceNanos = OptionalLong.of(now);
    }
    if (sender.mustReport
        || sender.unacknowledgedSinceNanos.isPresent()
        || isMyHub && hasNewsFor(sender)) {
      unsetReport(sender); // the round sets the pace
      long answerAfterMillis = sender.isSomethingMissing ? 0 : round.answerAfterMillis();
      setReport(sender, Duration.ofMillis(answerAfterMillis).toNanos());
    }
  }

  private void considerAsHub(Hub sender) {
    boolean isBetter =
        members.ranksBefore(sender.name, members.hub())
            || search != Search.NONE && members.ranksBefore(sender.name, context.self());
    if (isBetter && !sender.name.equals(members.hub())) {
      members.chooseHub(sender.name);
      sender.mustReport = true; // so that it knows whom it serves
    }
    if (sender.name.equals(members.hub())) {
      search = Search.NONE;
      isWaiting = false;
      silence.cancel();
    }
  }

  private boolean hasNewsFor(Hub hub) {
    return knowledge.hasNewsFor(knowledge.knownBy(hub.name));
  }

  private void setReport(Hub hub, long delayNanos) {
    if (!hub.isReportSet) {
      hub.isReportSet = true;
      hub.reportTimer =
          context.after(Duration.ofNanos(Math.max(0, delayNanos)), () -> reportIfWorthwhile(hub));
    }
  }

  private static void unsetReport(Hub hub) {
    hub.reportTimer.cancel();
    hub.isReportSet = false;
  }

  /** A mere acknowledgement waits for something to ride with, for some rounds at most. */
  private void reportIfWorthwhile(Hub hub) {
    hub.isReportSet = false;
    if (hub.mustReport || hasNewsFor(hub) || isAcknowledgementDue(hub)) {
      report(hub, hub.isSomethingMissing ? Want.ROUND_AT_ONCE : Want.NOTHING);
    } else if (hub.unacknowledgedSinceNanos.isPresent()) {
      setReport(hub, hub.roundReceivedNanos + patience.lullNanos() - context.nanoTime());
    }
  }

  private boolean isAcknowledgementDue(Hub hub) {
    if (hub.unacknowledgedSinceNanos.isEmpty()) {
      return false;
    }
    long now = context.nanoTime();
    long latestNanos = Patience.ROUNDS_PER_ACKNOWLEDGEMENT * roundNanos;
    return now + roundNanos - hub.unacknowledgedSinceNanos.getAsLong() > latestNanos
        || now - hub.roundReceivedNanos >= patience.lullNanos();
  }

  private void report(Hub hub, Want atLeast) {
    long now = context.nanoTime();
    var news = knowledge.newsFor(knowledge.knownBy(hub.name));
    Want want = atLeast == Want.NOTHING && !news.isEmpty() ? Want.NEXT_ROUND : atLeast;
    long heldNanos = hub.roundSentNanos.isPresent() ? now - hub.roundReceivedNanos : 0;
    context.send(
        hub.name,
        new Report(members.hub(), knowledge.known(), news, hub.roundSentNanos, heldNanos, want));
    unsetReport(hub);
    hub.mustReport = false;
    hub.isSomethingMissing = false;
    hub.unacknowledgedSinceNanos = OptionalLong.empty();
    if (!news.isEmpty()) {
      hub.latestNewsNanos = now;
    }
    if (want != Want.NOTHING) {
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
      silence = context.after(patienceWith(hub), () -> onSilence(hub));
    }
  }

  private Duration patienceWith(Hub hub) {
    if (!wasAnyoneHeard) {
      return Patience.BEFORE_ANYONE_WAS_HEARD;
    }
    return Duration.ofNanos(
        search == Search.NONE
            ? patience.forHubNanos(hub.answerTime)
            : patience.forSeniorsNanos(hub.answerTime));
  }

  private void onSilence(Hub hub) {
    isWaiting = false;
    List<String> seniors = members.seniors();
    int few = Math.min(FEW_SENIORS, seniors.size());
    switch (search) {
      case NONE -> {
        search = few < seniors.size() ? Search.AMONG_FEW : Search.AMONG_ALL;
        seniors.subList(0, few).forEach(this::search);
        waitFor(hub);
      }
      case AMONG_FEW -> {
        search = Search.AMONG_ALL;
        seniors.subList(few, seniors.size()).forEach(this::search);
        waitFor(hub);
      }
      case AMONG_ALL -> {
        search = Search.NONE;
        members.chooseHub(context.self());
        onBecomingHub.run();
      }
    }
  }

  private void search(String senior) {
    report(hubs.get(senior), Want.ROUND_AT_ONCE);
  }
}
