package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.log.LogEntry;
import glomers.kafka.elections.LogMessage.Acknowledge;
import glomers.kafka.elections.LogMessage.CommittedDelta;
import glomers.kafka.elections.LogMessage.Replicate;
import java.util.List;
import java.util.Optional;

/**
 * Keeps its copy of the log in step with the leader's, once it has heard of one, and forwards its
 * clients' appends to it. Stands for election when it has heard nothing for too long, or, after
 * less, when a candidate asks it whose log is not up to date enough to win.
 *
 * <p>Its words to the leader wait for company: an acknowledgement that nobody waits for rides on
 * the next forwarded append, or on the answer to the next heartbeat.
 */
final class Follower implements Role {

  private final LogReplica replica;
  private Optional<String> leader = Optional.empty();

  /** Up to here the log is known to equal the leader's. What is acknowledged always does. */
  private long matched;

  private long round;
  private boolean behind;
  private boolean ackDue;
  private long heardNanos;
  private long electionTimeoutNanos;

  Follower(LogReplica replica) {
    this.replica = replica;
  }

  @Override
  public void start() {
    matched = replica.log().highWaterMark();
    restartElectionTimer();
  }

  private void restartElectionTimer() {
    heardNanos = replica.context.nanoTime();
    electionTimeoutNanos = replica.voter.drawElectionTimeoutNanos();
  }

  @Override
  public void onTick() {
    if (replica.context.nanoTime() - heardNanos >= electionTimeoutNanos) {
      replica.become(Candidate.inPreVote(replica));
    } else {
      forwardWhatIsDue();
    }
  }

  @Override
  public void onVoteGranted() {
    restartElectionTimer();
  }

  /** Nobody else may be able to win: so it does not wait for its own timer. */
  @Override
  public void onOutdatedCandidate() {
    if (!heardLately()) {
      replica.become(Candidate.inPreVote(replica));
    }
  }

  /** That somebody wants to lead is no reason to wait for longer (Raft, section 5.2). */
  @Override
  public void onNewEpoch() {
    leader = Optional.empty();
    matched = replica.log().highWaterMark();
    round = 0;
    behind = false;
    ackDue = false;
  }

  @Override
  public boolean hearsLeader() {
    return leader.isPresent() && heardLately();
  }

  private boolean heardLately() {
    return replica.context.nanoTime() - heardNanos < replica.settings.electionTimeout().toNanos();
  }

  @Override
  public void onMessage(String src, LogMessage message) {
    if (message instanceof Replicate replicate) {
      restartElectionTimer();
      follow(src);
      onReplicate(replicate);
    }
  }

  private void follow(String src) {
    if (leader.equals(Optional.of(src))) {
      return;
    }
    if (leader.isPresent()) {
      replica.rules.onViolation(
          src + " and " + leader.get() + " both lead in epoch " + replica.epoch());
    }
    leader = Optional.of(src);
    replica.voter.onLeaderHeard();
    replica.pending.forgetForwarding();
    forwardWhatIsDue();
  }

  private void onReplicate(Replicate replicate) {
    String src = leader.orElseThrow();
    replica.commits(src).receive(replicate.committed());
    round = Math.max(round, replicate.round());
    behind = !replica.rules.fits(replica.log(), matched, replicate.from());
    if (!behind) {
      take(replicate);
    }
    if (behind || replicate.ackWanted()) {
      ackDue = true;
      replica.gate(src).openNow();
    }
  }

  private void take(Replicate replicate) {
    Log log = replica.log();
    long offset = replicate.from().offset();
    for (LogEntry entry : replicate.entries()) {
      if (offset < log.end() && replica.rules.conflicts(log.entry(offset).epoch(), entry.epoch())) {
        log.truncate(offset);
      }
      if (offset == log.end()) {
        log.append(entry);
      }
      offset++;
    }
    matched = Math.max(matched, offset);
    replica.advanceHighWaterMark(acknowledgedFor(replicate));
  }

  /**
   * The leader knows how far a majority has come. But where two copies are a majority, its copy and
   * this one are two: nobody needs to tell. As for a leader, only an entry of the present epoch
   * settles those before it (Raft, section 5.4.2).
   */
  private long acknowledgedFor(Replicate replicate) {
    long entryEpoch = replica.log().positionAt(matched).epoch();
    return replica.copiesNeeded() <= 2 && replica.rules.settles(entryEpoch, replica.epoch())
        ? matched
        : Math.min(replicate.highWaterMark(), matched);
  }

  @Override
  public void onAppend(Append append) {
    forwardWhatIsDue();
  }

  private void forwardWhatIsDue() {
    if (leader.isPresent() && replica.pending.isAnyDue(replica::isStored)) {
      replica.gate(leader.get()).open(replica.settings.forwardLinger());
    }
  }

  @Override
  public void flush(String peer) {
    if (!leader.equals(Optional.of(peer))) {
      return;
    }
    CommittedDelta delta = replica.commits(peer).delta();
    List<Append> appends = replica.pending.takeDue(replica::isStored, delta.bytesLeft());
    if (!ackDue && appends.isEmpty()) {
      return;
    }
    replica.send(peer, new Acknowledge(replica.epoch(), round, matched, behind, appends, delta));
    ackDue = false;
    replica.gate(peer).sent();
    forwardWhatIsDue();
  }
}
