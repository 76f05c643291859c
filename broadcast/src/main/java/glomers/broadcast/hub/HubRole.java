package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Report;
import glomers.core.node.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node as a hub: tells the nodes that it serves what they lack.
 *
 * <p>It does so in rounds, and in a round an update goes only to those who lack something or wait
 * for an answer: when nobody does, there is no round. What was sent is assumed to have arrived. A
 * leaf that finds something missing says so in its next report, one that has news says on the way
 * what it knows by now, and one that has nothing to say acknowledges every fourth update; so
 * whatever was lost is noticed, and is then simply still lacking.
 *
 * <p>A leaf to which the way has never been measured is answered at once, and one that was out of
 * reach and is back makes the next round come early.
 *
 * <p>A leaf that has not answered for long is not worth a message a round: until it is heard again
 * it is told at longer intervals, and asked to answer at once.
 */
final class HubRole {

  private final Context context;
  private final Peers peers;
  private final Members members;
  private final Timing timing;
  private final Map<String, Downstream> leaves = new LinkedHashMap<>();
  private final Alarm nextRound;
  private final Alarm nextProbe;
  private final Rounds rounds;

  HubRole(Context context, Peers peers, Members members, Timing timing) {
    this.context = context;
    this.peers = peers;
    this.members = members;
    this.timing = timing;
    this.nextRound = new Alarm(context, this::runRound);
    this.nextProbe = new Alarm(context, this::probe);
    this.rounds = new Rounds(timing, context.nanoTime());
  }

  private Downstream leaf(String name) {
    return leaves.computeIfAbsent(
        name, peer -> new Downstream(peers.get(peer), context, members, timing));
  }

  /**
   * This node serves all others from now on. It may have been restarted, and know less than they do
   * without anybody noticing: so it asks those whom it has never heard.
   */
  void greet() {
    context.peers().forEach(this::leaf);
    setRound();
    context.after(Timing.GREETING_INTERVAL, this::greetUnheard);
  }

  private void greetUnheard() {
    List<Downstream> unheard = leaves.values().stream().filter(leaf -> !leaf.wasHeard()).toList();
    if (members.isActingHub() && !unheard.isEmpty()) {
      unheard.forEach(Downstream::greet);
      context.after(Timing.GREETING_INTERVAL, this::greetUnheard);
    }
  }

  /** This node knows more than it did. */
  void onNews() {
    setRound();
  }

  /**
   * A leaf says what it knows. What it told was learned before this is called. Returns whether it
   * takes this node for its hub, and did not before.
   */
  boolean onReport(String from, Report report) {
    long now = context.nanoTime();
    rounds.onReport(!report.news().isEmpty(), now);
    Downstream leaf = leaf(from);
    boolean wasMine = leaf.takesThisNodeForItsHub();
    boolean isBack = leaf.onReport(report);
    if (leaf.isToBeMeasured()) {
      leaf.update(rounds, typicalRoundTripNanos(), now);
    }
    if (isBack) {
      rounds.hurry(now);
    }
    setRound();
    setProbe();
    return !wasMine && leaf.takesThisNodeForItsHub();
  }

  private void setRound() {
    long due = rounds.nextNanos(context.nanoTime());
    if (!nextRound.isSetTo(due) && leaves.values().stream().anyMatch(Downstream::isDueForUpdate)) {
      nextRound.bringForwardTo(due);
    }
  }

  private void runRound() {
    long now = context.nanoTime();
    if (rounds.isToWait(now)) {
      nextRound.bringForwardTo(now + Rounds.waitNanos());
      return;
    }
    long roundTripNanos = typicalRoundTripNanos();
    rounds.begin(roundTripNanos, now);
    leaves.values().stream()
        .filter(Downstream::isDueForUpdate)
        .forEach(leaf -> leaf.update(rounds, roundTripNanos, now));
    setRound(); // for what did not fit into a message
    setProbe();
  }

  /** The median over the leaves: a few that are slow set no pace. */
  private long typicalRoundTripNanos() {
    long[] sorted =
        leaves.values().stream()
            .map(Downstream::roundTrip)
            .filter(RoundTrip::isKnown)
            .mapToLong(RoundTrip::usualNanos)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** As long as somebody is owed something, or owes it, looks at intervals who is silent. */
  private void setProbe() {
    if (!nextProbe.isSet() && !leaves.values().stream().allMatch(Downstream::isSettled)) {
      nextProbe.setUnlessSet(Timing.RETRY_INTERVAL.toNanos());
    }
  }

  private void probe() {
    leaves.values().forEach(Downstream::probeIfSilent);
    setProbe();
  }
}
