package glomers.kafka.elections;

import glomers.core.log.Position;
import glomers.kafka.elections.LogMessage.Replicate;
import glomers.kafka.elections.LogMessage.RequestVote;
import glomers.kafka.elections.LogMessage.Vote;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Wants to lead. It first asks how a vote would go, and opens a new epoch only when a majority
 * would have it: so a node that was cut off, and comes back, disturbs nobody ("pre-vote"; Ongaro,
 * "Consensus", 2014, section 9.6).
 *
 * <p>A vote goes only to a candidate whose log is at least as up to date as the voter's. A majority
 * of voters includes one that has any given acknowledged record, so the winner has it too.
 *
 * <p>Of two candidates in a pre-vote that would vote for each other, both would stand, and split
 * the votes. So one yields, once: the one whose log is less up to date, or of two equal ones the
 * later in the order of the members.
 */
final class Candidate implements Role {

  private final LogReplica replica;
  private final boolean preVote;

  /** Who has said yes. */
  private final Set<String> votes = new HashSet<>();

  private long forEpoch;
  private long startNanos;
  private long askedNanos;
  private long timeoutNanos;

  private Candidate(LogReplica replica, boolean preVote) {
    this.replica = replica;
    this.preVote = preVote;
  }

  /** A candidate that only asks for opinions yet. */
  static Candidate inPreVote(LogReplica replica) {
    return new Candidate(replica, true);
  }

  @Override
  public void start() {
    forEpoch = preVote ? replica.epoch() + 1 : replica.epoch();
    startNanos = replica.context.nanoTime();
    timeoutNanos = replica.voter.drawElectionTimeoutNanos();
    ask();
    count(); // alone it needs nobody else's vote
  }

  @Override
  public void onNewEpoch() {
    replica.become(new Follower(replica));
  }

  @Override
  public void onTick() {
    long now = replica.context.nanoTime();
    if (now - startNanos >= timeoutNanos) {
      replica.become(inPreVote(replica));
    } else if (now - askedNanos >= replica.settings.heartbeat().toNanos()) {
      ask();
    }
  }

  private void ask() {
    askedNanos = replica.context.nanoTime();
    for (String peer : replica.context.peers()) {
      if (!votes.contains(peer)) {
        replica.send(
            peer, new RequestVote(replica.epoch(), forEpoch, preVote, replica.log().endPosition()));
      }
    }
  }

  @Override
  public void onMessage(String src, LogMessage message) {
    switch (message) {
      case Vote vote when isForThis(vote) -> {
        votes.add(src);
        count();
      }
      case Replicate replicate -> {
        replica.become(new Follower(replica));
        replica.role().onMessage(src, replicate);
      }
      default -> {} // late words to a former role
    }
  }

  @Override
  public void onPreVoteGranted(String src, Position end) {
    List<String> members = replica.context.members();
    int lead = end.compareTo(replica.log().endPosition());
    boolean isAhead = members.indexOf(src) < members.indexOf(replica.context.self());
    if (preVote && (lead > 0 || lead == 0 && isAhead) && replica.voter.yieldOnceTo(src)) {
      replica.become(new Follower(replica));
    }
  }

  private boolean isForThis(Vote vote) {
    return vote.granted() && vote.preVote() == preVote && vote.forEpoch() == forEpoch;
  }

  @Override
  public void onReborn(String node) {
    if (replica.rules.promisesEndWithIncarnation()) {
      votes.remove(node);
    }
  }

  private void count() {
    int withOwn = votes.size() + 1;
    if (withOwn < replica.rules.votesNeeded(replica.context.members().size())) {
      return;
    }
    if (preVote) {
      replica.voter.standForElection();
      replica.become(new Candidate(replica, false));
    } else {
      replica.become(new Leader(replica));
    }
  }
}
