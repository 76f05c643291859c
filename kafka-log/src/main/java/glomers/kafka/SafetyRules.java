package glomers.kafka;

import glomers.core.log.Append;
import glomers.core.log.Log;
import java.util.OptionalLong;

/**
 * The six decisions on which the log's safety rests, in one place, each with what goes wrong
 * without it. Stateless. The tests override one at a time, to show that its absence is noticed.
 */
public class SafetyRules {

  /**
   * How many copies a record needs before it is acknowledged: a majority, since any two majorities
   * share a member. With fewer, a leader can be elected that has never seen the record.
   */
  protected int copiesNeeded(int members) {
    return Quorum.majority(members);
  }

  /**
   * Whether a leader that learns of another epoch gives up: whenever that is newer. Otherwise two
   * leaders fill the same offsets.
   */
  protected boolean isDeposedBy(long newerEpoch, long ownEpoch) {
    return newerEpoch > ownEpoch;
  }

  /**
   * Whether a follower drops what it has at an offset in favour of what the leader has there: if
   * they are of different epochs. Otherwise an unacknowledged tail lives on, in this copy only.
   */
  protected boolean conflicts(long ownEntryEpoch, long leadersEntryEpoch) {
    return ownEntryEpoch != leadersEntryEpoch;
  }

  /**
   * Whether a node that has just started must ask the others what it may have forgotten, before it
   * takes part. Otherwise it breaks promises that it doesn't remember, and majorities share nobody.
   */
  protected boolean mustRecoverFirst() {
    return true;
  }

  /**
   * The offset below which clients may read. What lies above the high-water mark can still be
   * replaced.
   */
  protected long readableBelow(Log log) {
    return log.highWaterMark();
  }

  /**
   * Where the log already holds an append that is asked for. Otherwise every retry is stored once
   * more.
   */
  protected OptionalLong findEarlier(Log log, Append.Id id) {
    return log.find(id);
  }

  /** What to do when something is the case that these rules are there to prevent: stop at once. */
  protected void onViolation(String what) {
    throw new IllegalStateException(what);
  }
}
