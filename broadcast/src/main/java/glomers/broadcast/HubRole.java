package glomers.broadcast;

import glomers.broadcast.GossipMessage.Report;
import glomers.broadcast.GossipMessage.Round;
import glomers.core.gossip.Segment;
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
 * <p>It does so in rounds, and a round goes to those only who lack something or wait for an
 * acknowledgement; without either there is no round. Whoever was told something answers, just before the
 * next round, with what it knows by then. So the answer acknowledges this round, gathers for the next, and
 * whatever was lost on the way is simply still lacking: a round lost is a round repeated.
 *
 * <p>A node that has not answered for long is not worth a message a round: it is probed at intervals, with
 * a message that carries nothing, until it is heard again.
 */
final class HubRole {

  private static final Duration PROBE_INTERVAL = Duration.ofMillis(500);

  /** What the hub remembers of one peer. */
  private static final class Peer {
    private final String name;
    private final RoundTrip roundTrip = new RoundTrip();
    private boolean isSubscribed;
    private boolean awaitsAcknowledgement;
    private OptionalLong unansweredSinceNanos = OptionalLong.empty();
    private boolean isSilent;

    Peer(String name) {
      this.name = name;
    }
  }

  private final Context context;
  private final Knowledge knowledge;
  private final Members members;
  private final Patience patience;
  private final long roundNanos;
  private final Map<String, Peer> peers = new LinkedHashMap<>();
  private long latestRoundNanos;
  private boolean isRoundSet;
  private boolean isProbeSet;

  HubRole(Context context, Knowledge knowledge, Members members, Duration roundLength) {
    this.context = context;
    this.knowledge = knowledge;
    this.members = members;
    this.patience = new Patience(roundLength);
    this.roundNanos = roundLength.toNanos();
    this.latestRoundNanos = context.nanoTime() - roundNanos;
    context.peers().forEach(name -> peers.put(name, new Peer(name)));
  }

  /** This node knows more than it did, or serves more peers than it did. */
  void onNews() {
    setRound();
  }

  /** A peer says what it knows. What it told was learned before this is called. */
  void onReport(String from, Report report) {
    Peer peer = peers.get(from);
    report.echoNanos().ifPresent(sent -> peer.roundTrip.observe(context.nanoTime() - sent));
    peer.isSubscribed = report.hub().equals(context.self());
    peer.awaitsAcknowledgement |= report.echoNanos().isEmpty() || !report.news().isEmpty();
    peer.unansweredSinceNanos = OptionalLong.empty();
    if (peer.isSilent) {
      // It was away and is back: what either side has missed should not wait for a round's length.
      peer.isSilent = false;
      latestRoundNanos = Math.min(latestRoundNanos, context.nanoTime() - roundNanos);
    }
    setRound();
  }

  private boolean serves(Peer peer) {
    return members.isActingHub() || peer.isSubscribed;
  }

  private boolean lacksSomething(Peer peer) {
    return serves(peer) && knowledge.hasNewsFor(peer.name);
  }

  private boolean isDueForRound(Peer peer) {
    return !peer.isSilent && (peer.awaitsAcknowledgement || lacksSomething(peer));
  }

  private boolean any(Predicate<Peer> condition) {
    return peers.values().stream().anyMatch(condition);
  }

  private void setRound() {
    if (!isRoundSet && any(this::isDueForRound)) {
      isRoundSet = true;
      long dueNanos = latestRoundNanos + roundNanos;
      context.after(
          Duration.ofNanos(Math.max(0, dueNanos - context.nanoTime())), this::runRound);
    }
  }

  private void runRound() {
    isRoundSet = false;
    latestRoundNanos = context.nanoTime();
    peers.values().forEach(this::noticeSilence);
    peers.values().stream().filter(this::isDueForRound).forEach(this::sendRound);
    setRound(); // whoever was told something may have to be told again
    setProbe();
  }

  private void noticeSilence(Peer peer) {
    long now = context.nanoTime();
    peer.isSilent =
        peer.unansweredSinceNanos.isPresent()
            && now - peer.unansweredSinceNanos.getAsLong() > patience.nanos(peer.roundTrip);
  }

  private void sendRound(Peer peer) {
    peer.awaitsAcknowledgement = false;
    if (lacksSomething(peer)) {
      if (peer.unansweredSinceNanos.isEmpty()) {
        peer.unansweredSinceNanos = OptionalLong.of(context.nanoTime());
      }
      send(peer, knowledge.newsFor(peer.name), OptionalLong.of(answerAfterMillis(peer)));
    } else {
      send(peer, List.of(), OptionalLong.empty());
    }
  }

  private void send(Peer peer, List<Segment<JsonNode>> news, OptionalLong answerAfterMillis) {
    context.send(
        peer.name, new Round(knowledge.known(), news, context.nanoTime(), answerAfterMillis));
  }

  /** As late as it can be sent and still arrive before the next round. Unknown ways are measured first. */
  private long answerAfterMillis(Peer peer) {
    return peer.roundTrip.isKnown()
        ? Math.max(0, (long) (roundNanos / 1e6 - peer.roundTrip.upperMillis()))
        : 0;
  }

  private void setProbe() {
    if (!isProbeSet && any(peer -> peer.isSilent && lacksSomething(peer))) {
      isProbeSet = true;
      context.after(PROBE_INTERVAL, this::probe);
    }
  }

  private void probe() {
    isProbeSet = false;
    for (Peer peer : peers.values()) {
      if (peer.isSilent && lacksSomething(peer)) {
        send(peer, List.of(), OptionalLong.of(0));
      }
    }
    setProbe();
  }
}
