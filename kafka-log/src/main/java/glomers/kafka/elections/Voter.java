package glomers.kafka.elections;

import glomers.kafka.elections.LogMessage.RequestVote;
import glomers.kafka.elections.LogMessage.Vote;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows in which epoch a node is, and whom it has voted for in it: a node votes once in an epoch,
 * and only for a candidate whose log is no less up to date than its own. Two majorities share a
 * voter; so an epoch has at most one leader, and that has every acknowledged record.
 *
 * <p>The epoch and the vote are what Raft keeps on disk (section 5.2). Here they are in memory
 * only.
 */
final class Voter {

  /** A vote that nobody can claim: the node may have voted for anyone in this epoch. */
  private static final String NOBODY_ANY_MORE = "";

  private final LogReplica replica;
  private long epoch;
  private Optional<String> votedFor = Optional.empty();

  /** To whom a candidacy for the next epoch has given way already. */
  private final Set<String> yieldedTo = new HashSet<>();

  Voter(LogReplica replica) {
    this.replica = replica;
  }

  long epoch() {
    return epoch;
  }

  /** Comes to an epoch that somebody else has opened, and in which it has not voted yet. */
  void adoptEpoch(long newer) {
    setEpoch(newer);
    votedFor = Optional.empty();
  }

  /** Comes to an epoch in which it may have voted before, and has forgotten it. */
  void recoverEpoch(long recovered) {
    adoptEpoch(recovered);
    if (!replica.rules.mayVoteInRecoveredEpoch()) {
      votedFor = Optional.of(NOBODY_ANY_MORE);
    }
  }

  /** Opens a new epoch, with a vote for itself. */
  void standForElection() {
    setEpoch(epoch + 1);
    votedFor = Optional.of(replica.context.self());
  }

  private void setEpoch(long next) {
    if (next <= epoch) {
      throw new IllegalStateException("the epoch cannot go from " + epoch + " to " + next);
    }
    epoch = next;
    yieldedTo.clear();
  }

  /** Between one and two election timeouts, drawn at random so that not all stand at once. */
  long drawElectionTimeoutNanos() {
    long nanos = replica.settings.electionTimeout().toNanos();
    return nanos + replica.context.random().nextLong(nanos);
  }

  /** Somebody would like to lead. */
  void onRequestVote(String src, RequestVote request) {
    boolean granted = request.preVote() ? wouldVote(src, request) : vote(src, request);
    // A refusal tells nothing, unless its epoch is a newer one.
    if (granted || request.epoch() < epoch) {
      replica.send(src, new Vote(epoch, request.forEpoch(), request.preVote(), granted));
    }
  }

  private boolean vote(String src, RequestVote request) {
    boolean granted =
        isUpToDate(request) && request.forEpoch() == epoch && replica.rules.mayVote(votedFor, src);
    if (granted) {
      votedFor = Optional.of(src);
      replica.role().onVoteGranted();
    }
    return granted;
  }

  private boolean wouldVote(String src, RequestVote request) {
    if (request.forEpoch() <= epoch) {
      return false;
    }
    if (!isUpToDate(request)) {
      replica.role().onOutdatedCandidate();
      return false;
    }
    boolean granted = !replica.role().hearsLeader();
    if (granted) {
      replica.role().onPreVoteGranted(src, request.end());
    }
    return granted;
  }

  private boolean isUpToDate(RequestVote request) {
    return replica.rules.isUpToDate(request.end(), replica.log().endPosition());
  }

  /**
   * Has a candidate give way to another one, unless it has done so in this epoch: the other may be
   * unable to win.
   *
   * @return whether it gives way
   */
  boolean yieldOnceTo(String other) {
    return yieldedTo.add(other);
  }

  /** A leader was heard: the candidacies of this epoch are over. */
  void onLeaderHeard() {
    yieldedTo.clear();
  }

  /** Another node has lost its memory. A vote that it had was for what it was before. */
  void onReborn(String node) {
    votedFor = votedFor.map(candidate -> candidate.equals(node) ? NOBODY_ANY_MORE : candidate);
  }
}
