package glomers.kafka;

import glomers.core.log.Position;
import glomers.kafka.ReplicaMessage.Fetch;
import glomers.kafka.ReplicaMessage.Fetched;
import glomers.kafka.ReplicaMessage.Fresh;
import glomers.kafka.ReplicaMessage.Recover;
import glomers.kafka.ReplicaMessage.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node that has just started. It may be a new node of a new cluster, or one that was killed and
 * has forgotten what it promised; until it knows, it votes for nobody, acknowledges nothing and
 * serves no one.
 *
 * <p><em>A new cluster</em> begins when the first member has heard from every single other one that
 * it is fresh too: then nobody can have promised anything. The incarnations that it heard from are
 * the founders.
 *
 * <p><em>A node that was killed</em> asks as many others as are sure to include, for every promise
 * that it may have made, one who knows ({@link Quorum#recovery}). It takes over the newest epoch
 * among them, in which it will not vote, and fetches the most up-to-date of their logs. Messages of
 * its former incarnation no longer count from then on, see {@link Incarnations}; which is why,
 * other than in Viewstamped Replication Revisited (section 4.3), the leader need not be among those
 * that answer.
 */
final class Recovering implements Role {

  private static final long RETRY_NANOS = 200_000_000L;
  private static final long GIVE_UP_FETCHING_NANOS = 1_000_000_000L;

  /**
   * What to reach before taking part.
   *
   * @param donor who has all of it, and gives it in pieces
   */
  private record Goal(
      String donor,
      Position end,
      long committedVersion,
      long highWaterMark,
      long epoch,
      Map<String, Long> founders) {}

  private final Replica replica;
  private final Ballot<Fresh> fresh;
  private final Ballot<State> states;
  private boolean isLogInUse;
  private Optional<Goal> goal = Optional.empty();
  private long askedNanos;
  private long progressNanos;

  Recovering(Replica replica) {
    this.replica = replica;
    this.fresh = new Ballot<>(replica.incarnations);
    this.states = new Ballot<>(replica.incarnations);
  }

  @Override
  public void start() {
    goal = Optional.empty();
    fresh.clear();
    states.clear();
    replica.log.truncate(0);
    ask();
    foundIfAllAreFresh();
  }

  @Override
  public void onNewEpoch() {
    throw new IllegalStateException("who recovers has no epoch yet");
  }

  @Override
  public void onTick() {
    long now = replica.now();
    if (goal.isPresent() && now - progressNanos >= GIVE_UP_FETCHING_NANOS) {
      start();
    } else if (now - askedNanos >= RETRY_NANOS) {
      ask();
    }
  }

  private void ask() {
    askedNanos = replica.now();
    if (goal.isPresent()) {
      String donor = goal.get().donor;
      long committedSeen = replica.link(donor).seenVersion();
      replica.send(donor, new Fetch(replica.stamp(), replica.log.endPosition(), committedSeen));
      return;
    }
    for (String peer : replica.context.peers()) {
      if (!states.has(peer)) {
        replica.send(peer, new Recover(replica.stamp()));
      }
    }
  }

  @Override
  public void onMessage(String src, ReplicaMessage message) {
    long newestKnown = replica.incarnations.of(replica.context.self());
    if (newestKnown > replica.incarnation()) {
      // We have drawn a lower number than a former incarnation of ours.
      replica.startIncarnation();
      start();
      return;
    }
    boolean isMeantForThisIncarnation = replica.isMeantForThisIncarnation(message.stamp());
    switch (message) {
      case Recover recover when !isLogInUse -> replica.send(src, new Fresh(replica.stamp()));
      case Fresh answer when isMeantForThisIncarnation -> {
        fresh.put(src, answer);
        foundIfAllAreFresh();
      }
      case State answer when isMeantForThisIncarnation -> onState(src, answer);
      case Fetched answer when isMeantForThisIncarnation -> onFetched(src, answer);
      default -> {} // not our business yet
    }
  }

  private void foundIfAllAreFresh() {
    String self = replica.context.self();
    List<String> peers = replica.context.peers();
    if (!self.equals(replica.context.members().getFirst()) || fresh.size() < peers.size()) {
      return;
    }
    Map<String, Long> founders = new TreeMap<>();
    founders.put(self, replica.incarnation());
    fresh.valid().forEach((peer, answer) -> founders.put(peer, answer.stamp().incarnationOf(peer)));
    replica.found(founders);
  }

  private void onState(String src, State state) {
    isLogInUse = true;
    String self = replica.context.self();
    if (state.founders().getOrDefault(self, 0L) == replica.incarnation()) {
      // We were there when the log began, and have done nothing since: an empty log is all there
      // is.
      replica.join(Replica.FIRST_EPOCH, state.founders());
      return;
    }
    states.put(src, state);
    replica.link(src).receive(state.committed(), true);
    int enough = Quorum.recovery(replica.context.members().size());
    if (goal.isEmpty() && states.size() >= enough) {
      setGoal();
    }
  }

  private void setGoal() {
    Map<String, State> answers = states.valid();
    var best =
        answers.entrySet().stream()
            .max(Comparator.comparing(answer -> answer.getValue().end()))
            .orElseThrow();
    long highWaterMark = 0;
    long epoch = 0;
    for (State state : answers.values()) {
      highWaterMark = Math.max(highWaterMark, state.highWaterMark());
      epoch = Math.max(epoch, state.stamp().epoch());
    }
    State donor = best.getValue();
    goal =
        Optional.of(
            new Goal(
                best.getKey(),
                donor.end(),
                donor.committedVersion(),
                highWaterMark,
                epoch,
                donor.founders()));
    progressNanos = replica.now();
    continueToGoal();
  }

  private void onFetched(String src, Fetched answer) {
    if (goal.isEmpty() || !src.equals(goal.get().donor)) {
      return;
    }
    PeerLink link = replica.link(src);
    long committedBefore = link.seenVersion();
    link.receive(answer.committed(), true);
    boolean isProgress = link.seenVersion() > committedBefore;
    if (answer.from().equals(replica.log.endPosition())) {
      isProgress |= !answer.entries().isEmpty();
      answer.entries().forEach(replica.log::append);
    }
    if (isProgress) { // a repeated answer is none, or each would have the donor asked once more
      progressNanos = replica.now();
      continueToGoal();
    }
  }

  private void continueToGoal() {
    Goal wanted = goal.orElseThrow();
    if (replica.log.endPosition().compareTo(wanted.end) < 0
        || replica.link(wanted.donor).seenVersion() < wanted.committedVersion) {
      ask();
      return;
    }
    replica.advanceHighWaterMark(wanted.highWaterMark);
    replica.join(wanted.epoch, wanted.founders);
  }
}
