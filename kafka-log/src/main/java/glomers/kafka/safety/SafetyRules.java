package glomers.kafka.safety;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.log.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All decisions on which the log's safety rests, in one place, each with what goes wrong without
 * it. Stateless. The tests override one at a time, to show that its absence is noticed.
 */
public class SafetyRules {

  // What clients are told.

  /**
   * How many copies a record needs before it is acknowledged: a majority, since any two majorities
   * share a member. With fewer, a leader can be elected that has never seen the record.
   */
  public int copiesNeeded(int members) {
    return Quorum.majority(members);
  }

  /**
   * Whether an entry that enough nodes have is acknowledged, and all before it: if it is of the
   * present leader's own epoch. One of an earlier epoch may still lose against a log whose last
   * entry is of an epoch in between (Raft, section 5.4.2).
   */
  public boolean settles(long entryEpoch, long presentEpoch) {
    return entryEpoch == presentEpoch;
  }

  /**
   * The offset below which clients may read. What lies above the high-water mark can still be
   * replaced.
   */
  public long readableBelow(Log log) {
    return log.highWaterMark();
  }

  /**
   * Where the log already holds an append that is asked for. Otherwise every retry is stored once
   * more.
   */
  public OptionalLong findEarlier(Log log, Append.Id id) {
    return log.find(id);
  }

  // Elections.

  /**
   * How many votes make a leader, its own included: a majority, so that it has a member in common
   * with every acknowledgement, and with every other election. With fewer, an epoch can have two
   * leaders.
   */
  public int votesNeeded(int members) {
    return Quorum.majority(members);
  }

  /**
   * Whether a node that has a log up to one place would have a leader whose log ends at another: if
   * that is no less up to date. Otherwise a leader can be elected that lacks acknowledged records.
   */
  public boolean isUpToDate(Position candidatesEnd, Position ownEnd) {
    return candidatesEnd.compareTo(ownEnd) >= 0;
  }

  /**
   * Whether a node may vote for a candidate in an epoch: if it has voted for nobody else in it.
   * Otherwise an epoch can have two leaders, who fill the same offsets.
   */
  public boolean mayVote(Optional<String> votedFor, String candidate) {
    return votedFor.isEmpty() || votedFor.get().equals(candidate);
  }

  /**
   * Whether a leader that learns of another epoch gives up: whenever that is newer. Otherwise two
   * leaders fill the same offsets.
   */
  public boolean isDeposedBy(long newerEpoch, long ownEpoch) {
    return newerEpoch > ownEpoch;
  }

  /**
   * Whether a node listens to what was said in an epoch: not if it knows of a newer one. Otherwise
   * a leader of the past goes on filling offsets.
   */
  public boolean isCurrent(long saidInEpoch, long ownEpoch) {
    return saidInEpoch >= ownEpoch;
  }

  // Copies.

  /**
   * Whether a follower can take entries that belong to a place: if its log is known to equal the
   * leader's up to there. Otherwise it acknowledges what it does not have.
   *
   * @param matched up to here the logs are known to be equal
   */
  public boolean fits(Log log, long matched, Position place) {
    return place.offset() <= matched || log.has(place);
  }

  /**
   * Whether a follower drops what it has at an offset in favour of what the leader has there: if
   * they are of different epochs. Otherwise an unacknowledged tail lives on, in this copy only.
   */
  public boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
    return ownEntryEpoch != leadersEntryEpoch;
  }

  // Recovery. That a node which has just started recovers before anything else is the first of
  // these; the step "elections" is the program without it.

  /**
   * How many others a node asks that may have lost its memory: so many that one of them was in any
   * majority which the node was part of. With fewer it can miss what it had helped to acknowledge.
   */
  public int othersToAsk(int members) {
    return Quorum.recovery(members);
  }

  /**
   * Which of the answers to such a node counts, of several epochs or of the ends of several logs:
   * the greatest. Any other forgets what only some of those asked know.
   */
  public <T extends Comparable<? super T>> T newest(Collection<T> answers) {
    return Collections.max(answers);
  }

  /**
   * Whether a node that has recovered votes in the epoch that it has come back to: no, it may have
   * done so before. Otherwise that epoch can have two leaders.
   */
  public boolean mayVoteInRecoveredEpoch() {
    return false;
  }

  /**
   * Whether a log may begin: if every member says that it is fresh. With fewer, those who say so
   * may all have been restarted, and begin a second log beside the one in use.
   */
  public boolean mayBegin(int freshMembers, int members) {
    return freshMembers == members;
  }

  /**
   * Whether what a node has promised (a vote, an acknowledgement) is void once it is known to have
   * started again: it is, for the node has forgotten it, and may have promised the opposite since.
   */
  public boolean promisesEndWithIncarnation() {
    return true;
  }

  /** What to do when something is the case that these rules are there to prevent: stop at once. */
  public void onViolation(String what) {
    throw new IllegalStateException(what);
  }
}
