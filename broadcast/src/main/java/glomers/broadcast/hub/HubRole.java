package glomers.broadcast.hub;

import glomers.broadcast.hub.GossipMessage.Report;
import glomers.broadcast.hub.GossipMessage.Round;
import glomers.broadcast.hub.GossipMessage.Want;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.node.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A node as a hub: tells the nodes that it serves what they lack.
 *
 * <p>It does so in rounds, and a round goes only to those who lack something or wait for an answer:
 * when nobody does, there is no round. What was sent is assumed to have arrived. A node that finds
 * something missing says so in its next report, one that has news says on the way what it knows by
 * now, and one that has nothing to say acknowledges every fourth round; so whatever was lost is
 * noticed, and is then simply still lacking.
 *
 * <p>A node to which the way has never been measured is answered at once, and one that was out of
 * reach and is back makes the next round come early.
 *
 * <p>A node that has not answered for long is not worth a message a round: until it is heard again
 * it is told at longer intervals, and asked to answer at once.
 */
final class HubRole {

  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /**
   * How long a hub that has just begun waits for the others to say that they are there, before it
   * asks: they start a little apart.
   */
  private static final Duration GREETING_INTERVAL = Duration.ofSeconds(1);

  /**
   * How long before a round the answers should be in: a quarter of a round. A small price, since an
   * answer that misses its round waits for a whole one.
   */
  private static final int MARGINS_PER_ROUND = 4;

  /**
   * For how long a leaf gathers at least before it answers a round: what clients asked while the
   * round was on its way has waited behind it in the network, and comes right after it.
   */
  static final long GATHER_MILLIS = 10;

  /** What the hub remembers of one peer. */
  private static final class Peer {
    private final String name;
    private final RoundTrip roundTrip = new RoundTrip();

    /** What it knows if all that was sent has arrived. */
    private VersionVector assumed = new VersionVector();

    private long latestRoundNanos = Long.MIN_VALUE;
    private OptionalLong reportSentNanos = OptionalLong.empty();
    private long reportReceivedNanos;
    private OptionalLong unconfirmedSinceNanos = OptionalLong.empty();
    private boolean isSubscribed;
    private boolean wantsAnswer;
    private boolean isSilent;
    private boolean wasHeard;

    Peer(String name) {
      this.name = name;
    }
  }

  private final Context context;
  private final Knowledge knowledge;
  private final Members members;
  private final Patience patience;
  private final long roundNanos;
  private final long marginNanos;
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private long latestRoundNanos;
  private boolean isRoundSet;
  private boolean isWatchSet;

  HubRole(Context context, Knowledge knowledge, Members members, Duration roundLength) {
    this.context = context;
    this.knowledge = knowledge;
    this.members = members;
    this.patience = new Patience(roundLength);
    this.roundNanos = roundLength.toNanos();
    this.latestRoundNanos = context.nanoTime() - roundNanos;
    this.marginNanos = roundNanos / MARGINS_PER_ROUND;
    context.peers().forEach(name -> peers.put(name, new Peer(name)));
  }

  /**
   * This node serves all others from now on. It may have been restarted, and know less than they do
   * without anybody noticing: so it asks those whom it has never heard.
   */
  void greet() {
    setRound();
    context.after(GREETING_INTERVAL, this::greetUnheard);
  }

  private void greetUnheard() {
    List<Peer> unheard = peers.values().stream().filter(peer -> !peer.wasHeard).toList();
    if (members.isActingHub() && !unheard.isEmpty()) {
      unheard.forEach(peer -> send(peer, List.of(), 0, true));
      context.after(GREETING_INTERVAL, this::greetUnheard);
    }
  }

  /** This node knows more than it did. */
  void onNews() {
    setRound();
  }

  /** A peer says what it knows. What it told was learned before this is called. */
  void onReport(String from, Report report) {
    Peer peer = peers.get(from);
    long now = context.nanoTime();
    report
        .roundSentNanos()
        .ifPresent(sent -> observeRoundTrip(peer, now - sent - report.heldNanos()));
    peer.reportSentNanos = OptionalLong.of(report.sentNanos());
    peer.reportReceivedNanos = now;
    boolean hasGotAll =
        peer.latestRoundNanos == Long.MIN_VALUE
            || report.roundSentNanos().orElse(Long.MIN_VALUE) >= peer.latestRoundNanos;
    boolean isHurried = peer.isSilent || report.want() == Want.ROUND_AT_ONCE;
    if (hasGotAll || isHurried) {
      peer.assumed = report.known().copy();
      peer.unconfirmedSinceNanos = OptionalLong.empty();
    } else {
      peer.assumed.merge(report.known());
      peer.unconfirmedSinceNanos = OptionalLong.of(now);
    }
    peer.isSubscribed = report.hub().equals(context.self());
    boolean isSomethingMissing = !knowledge.known().covers(report.known());
    peer.wantsAnswer |= report.want() != Want.NOTHING || isSomethingMissing;
    peer.isSilent = false;
    peer.wasHeard = true;
    if (peer.wantsAnswer && !peer.roundTrip.isKnown()) {
      sendRound(peer); // the sooner the way is known, the sooner its answers come in time
    }
    if (isHurried) {
      // It was away and is back: what either side has missed should not wait for a round's length.
      latestRoundNanos = Math.min(latestRoundNanos, now - roundNanos);
    }
    setRound();
  }

  /** A report that answers a round of this node's former life can tell no sensible time. */
  private static void observeRoundTrip(Peer peer, long nanos) {
    if (nanos >= 0) {
      peer.roundTrip.observe(nanos);
    }
  }

  private boolean isServed(Peer peer) {
    return members.isActingHub() || peer.isSubscribed;
  }

  private boolean lacksSomething(Peer peer) {
    return isServed(peer) && knowledge.hasNewsFor(peer.assumed);
  }

  private boolean isDueForRound(Peer peer) {
    return !peer.isSilent && (peer.wantsAnswer || lacksSomething(peer));
  }

  private boolean any(Predicate<Peer> condition) {
    return peers.values().stream().anyMatch(condition);
  }

  private void setRound() {
    if (!isRoundSet && any(this::isDueForRound)) {
      isRoundSet = true;
      long delayNanos = Math.max(0, latestRoundNanos + roundNanos - context.nanoTime());
      context.after(Duration.ofNanos(delayNanos), this::runRound);
    }
  }

  private void runRound() {
    isRoundSet = false;
    latestRoundNanos = context.nanoTime();
    peers.values().stream().filter(this::isDueForRound).forEach(this::sendRound);
    setRound(); // for what did not fit into a message
    setWatch();
  }

  private void sendRound(Peer peer) {
    var news =
        lacksSomething(peer) ? knowledge.newsFor(peer.assumed) : List.<Segment<JsonNode>>of();
    news.forEach(segment -> peer.assumed.raise(segment.log(), segment.end()));
    if (!news.isEmpty() && peer.unconfirmedSinceNanos.isEmpty()) {
      peer.unconfirmedSinceNanos = OptionalLong.of(context.nanoTime());
    }
    send(peer, news, answerAfterMillis(peer), !peer.roundTrip.isKnown());
  }

  private void send(
      Peer peer, List<Segment<JsonNode>> news, long answerAfterMillis, boolean wantsAnswer) {
    peer.wantsAnswer = false;
    peer.latestRoundNanos = context.nanoTime();
    context.send(
        peer.name,
        new Round(
            knowledge.known(),
            news,
            peer.latestRoundNanos,
            peer.reportSentNanos,
            peer.reportSentNanos.isPresent() ? peer.latestRoundNanos - peer.reportReceivedNanos : 0,
            answerAfterMillis,
            wantsAnswer,
            isServed(peer)));
  }

  /**
   * As late as it can be sent and still be here well before the next round; where a round is too
   * short for that, as soon as it has gathered. A new way is measured first.
   */
  private long answerAfterMillis(Peer peer) {
    return peer.roundTrip.isKnown()
        ? Math.max(
            GATHER_MILLIS, (roundNanos - marginNanos - peer.roundTrip.slowestNanos()) / 1_000_000)
        : 0;
  }

  /** As long as something is unconfirmed, looks at intervals who has fallen silent. */
  private void setWatch() {
    if (!isWatchSet && any(peer -> peer.unconfirmedSinceNanos.isPresent())) {
      isWatchSet = true;
      context.after(RETRY_INTERVAL, this::watch);
    }
  }

  private void watch() {
    isWatchSet = false;
    for (Peer peer : peers.values()) {
      noticeSilence(peer);
      if (peer.isSilent && lacksSomething(peer)) {
        send(peer, knowledge.newsFor(peer.assumed), 0, true);
      }
    }
    setWatch();
  }

  private void noticeSilence(Peer peer) {
    if (!peer.isSilent && peer.unconfirmedSinceNanos.isPresent()) {
      long now = context.nanoTime();
      long waitedNanos = now - peer.unconfirmedSinceNanos.getAsLong();
      long lullNanos = now - peer.latestRoundNanos;
      if (waitedNanos > patience.forLeafNanos(peer.roundTrip)
          || lullNanos > patience.forLeafInLullNanos(peer.roundTrip)) {
        peer.isSilent = true;
        peer.assumed = knowledge.knownBy(peer.name).copy();
      }
    }
  }
}
