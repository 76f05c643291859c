package glomers.kafka;

import glomers.core.log.Position;
import glomers.kafka.ReplicaMessage.Replicate;
import glomers.kafka.ReplicaMessage.RequestVote;
import glomers.kafka.ReplicaMessage.Vote;
import java.util.List;

/**
 * Wants to lead. It first asks how a vote would go, and opens a new epoch only when a majority
 * would have it: so a node that was cut off, and comes back, disturbs nobody ("pre-vote"; Ongaro,
 * "Consensus", 2014, section 9.6).
 *
 * <p>A vote goes only to a candidate whose log is at least as up to date as the voter's. A majority
 * of voters includes one that has any given acknowledged record, so the winner has it too.
 *
 * <p>Of two candidates on trial that would vote for each other, both would stand, and split the
 * votes. So one yields, once: the one whose log is less up to date, or of two equal ones the later
 * in the order of the members.
 */
final class Candidate implements Role {

  private final Replica replica;
  private final boolean trial;
  private final Ballot<Vote> votes;
  private long forEpoch;
  private long startNanos;
  private long askedNanos;
  private long timeoutNanos;

  private Candidate(Replica replica, boolean trial) {
    this.replica = replica;
    this.trial = trial;
    this.votes = new Ballot<>(replica.incarnations);
  }

  /** A candidate that only asks for opinions yet. */
  static Candidate onTrial(Replica replica) {
    return new Candidate(replica, true);
  }

  @Override
  public void start() {
    forEpoch = trial ? replica.epoch() + 1 : replica.epoch();
    startNanos = replica.now();
    timeoutNanos = replica.drawElectionTimeoutNanos();
    ask();
  }

  @Override
  public void onNewEpoch() {
    replica.become(new Follower(replica));
  }

  @Override
  public void onTick() {
    long now = replica.now();
    if (now - startNanos >= timeoutNanos) {
      replica.become(onTrial(replica));
    } else if (now - askedNanos >= replica.settings.heartbeat().toNanos()) {
      ask();
    }
  }

  private void ask() {
    askedNanos = replica.now();
    for (String peer : replica.context.peers()) {
      if (!votes.has(peer)) {
        replica.send(
            peer, new RequestVote(replica.stamp(), forEpoch, trial, replica.log.endPosition()));
      }
    }
  }

  @Override
  public void onMessage(String src, ReplicaMessage message) {
    switch (message) {
      case Vote vote when isForThis(vote) -> {
        votes.put(src, vote);
        int withOwn = votes.size() + 1;
        if (withOwn >= Quorum.majority(replica.context.members().size())) {
          succeed();
        }
      }
      case Replicate replicate -> {
        replica.become(new Follower(replica));
        replica.role().onMessage(src, replicate);
      }
      default -> {} // late words to a former role
    }
  }

  @Override
  public void onTrialVoteGranted(String src, Position end) {
    List<String> members = replica.context.members();
    int lead = end.compareTo(replica.log.endPosition());
    boolean isAhead = members.indexOf(src) < members.indexOf(replica.context.self());
    if (trial && (lead > 0 || lead == 0 && isAhead) && replica.yieldOnceTo(src)) {
      replica.become(new Follower(replica));
    }
  }

  private boolean isForThis(Vote vote) {
    return vote.granted()
        && vote.trial() == trial
        && vote.forEpoch() == forEpoch
        && replica.isMeantForThisIncarnation(vote.stamp());
  }

  private void succeed() {
    if (trial) {
      replica.standForElection();
      replica.become(new Candidate(replica, false));
    } else {
      replica.become(new Leader(replica));
    }
  }
}
