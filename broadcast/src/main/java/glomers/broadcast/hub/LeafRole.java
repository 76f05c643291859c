package glomers.broadcast.hub;

import glomers.broadcast.hub.GossipMessage.Report;
import glomers.broadcast.hub.GossipMessage.Round;
import glomers.broadcast.hub.GossipMessage.Want;
import glomers.core.gossip.VersionVector;
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
 * <p>News are reported at once where rounds are short, so that a report that is a little late does
 * not miss its round, and at most twice a round; where rounds are long, once, well before the next.
 * What was reported is taken for known to the hub until a round could have confirmed it, and did
 * not.
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
    private final RoundTrip roundTrip = new RoundTrip();

    /** What it knows if all that was reported has arrived. */
    private VersionVector assumed = new VersionVector();

    /** When it was last told news. */
    private long latestNewsNanos = Long.MIN_VALUE;

    /** From when on news are worth a message: until then they gather. */
    private long newsDueNanos;

    /** Whether its rounds are long enough for one report each, shortly before the next. */
    private boolean isPaced;

    private OptionalLong roundSentNanos = OptionalLong.empty();
    private long roundReceivedNanos;
    private OptionalLong unacknowledgedSinceNanos = OptionalLong.empty();
    private boolean mustReport;
    private boolean isSomethingMissing;

    private long reportNanos = Long.MAX_VALUE;
    private Context.Timer reportTimer = () -> {};

    Hub(String name, long newsDueNanos) {
      this.name = name;
      this.newsDueNanos = newsDueNanos;
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
    long now = context.nanoTime();
    context.peers().forEach(name -> hubs.put(name, new Hub(name, now)));
  }

  /**
   * Tells its hub that this node is here and knows nothing. In a new cluster that says little;
   * after a restart it brings back what the others know.
   */
  void join() {
    if (members.isActingHub()) {
      onBecomingHub.run();
    } else {
      report(hubs.get(members.hub()), Want.NEXT_ROUND);
    }
  }

  /** This node knows more than it did. */
  void onNews() {
    if (!members.isActingHub()) {
      Hub hub = hubs.get(members.hub());
      if (hasNewsFor(hub)) {
        setReport(hub, hub.newsDueNanos - context.nanoTime());
      }
    }
  }

  /** A hub speaks. What it told was learned before this is called. */
  void onRound(String from, Round round) {
    long now = context.nanoTime();
    Hub sender = hubs.get(from);
    wasAnyoneHeard = true;
    sender.roundSentNanos = OptionalLong.of(round.sentNanos());
    sender.roundReceivedNanos = now;
    sender.isPaced = round.answerAfterMillis() > HubRole.GATHER_MILLIS;
    sender.newsDueNanos = now + round.answerAfterMillis() * 1_000_000;
    observeConfirmation(sender, round, now);
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

  /** What was reported and is still missing was lost, if there was time for it to be confirmed. */
  private void observeConfirmation(Hub sender, Round round, long now) {
    round
        .reportSentNanos()
        .ifPresent(sent -> sender.roundTrip.observe(Math.max(0, now - sent - round.heldNanos())));
    boolean hasGotAll =
        sender.latestNewsNanos == Long.MIN_VALUE
            || round.reportSentNanos().orElse(Long.MIN_VALUE) >= sender.latestNewsNanos;
    if (hasGotAll
        || now - sender.latestNewsNanos > patience.forConfirmationNanos(sender.roundTrip)) {
      sender.assumed = round.known().copy();
    } else {
      sender.assumed.merge(round.known());
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
      if (!knowledge.knownBy(sender.name).covers(sender.assumed)) {
        waitFor(sender);
      }
    }
  }

  private boolean hasNewsFor(Hub hub) {
    return knowledge.hasNewsFor(hub.assumed);
  }

  /** The earlier of two reports is enough: it carries all. */
  private void setReport(Hub hub, long delayNanos) {
    long dueNanos = context.nanoTime() + Math.max(0, delayNanos);
    if (dueNanos < hub.reportNanos) {
      unsetReport(hub);
      hub.reportNanos = dueNanos;
      hub.reportTimer =
          context.after(Duration.ofNanos(Math.max(0, delayNanos)), () -> reportIfWorthwhile(hub));
    }
  }

  private static void unsetReport(Hub hub) {
    hub.reportTimer.cancel();
    hub.reportNanos = Long.MAX_VALUE;
  }

  /** A mere acknowledgement waits for something to ride with, for some rounds at most. */
  private void reportIfWorthwhile(Hub hub) {
    hub.reportNanos = Long.MAX_VALUE;
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
    return now + roundNanos - hub.unacknowledgedSinceNanos.getAsLong()
            > patience.acknowledgementNanos()
        || now - hub.roundReceivedNanos >= patience.lullNanos();
  }

  private void report(Hub hub, Want atLeast) {
    long now = context.nanoTime();
    var news = knowledge.newsFor(hub.assumed);
    news.forEach(segment -> hub.assumed.raise(segment.log(), segment.end()));
    Want want = atLeast == Want.NOTHING && !news.isEmpty() ? Want.NEXT_ROUND : atLeast;
    long heldNanos = hub.roundSentNanos.isPresent() ? now - hub.roundReceivedNanos : 0;
    context.send(
        hub.name,
        new Report(
            members.hub(), knowledge.known(), news, now, hub.roundSentNanos, heldNanos, want));
    unsetReport(hub);
    hub.mustReport = false;
    hub.isSomethingMissing = false;
    hub.unacknowledgedSinceNanos = OptionalLong.empty();
    if (!news.isEmpty()) {
      hub.latestNewsNanos = now;
      hub.newsDueNanos = now + (hub.isPaced ? roundNanos : roundNanos / 2);
    }
    if (want != Want.NOTHING && hub.name.equals(members.hub())) {
      waitFor(hub);
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
            ? patience.forHubNanos(hub.roundTrip)
            : patience.forSeniorsNanos(hub.roundTrip));
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

  private void search(String name) {
    Hub senior = hubs.get(name);
    senior.assumed = knowledge.knownBy(name).copy();
    report(senior, Want.ROUND_AT_ONCE);
  }
}
