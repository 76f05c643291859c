package glomers.kafka.elections;

import glomers.core.log.Append;
import glomers.core.log.Position;

/**
 * What a replica currently is, and so how it behaves:
 *
 * <pre>
 *   (start) --> Follower <--> Candidate --> Leader --> Follower
 * </pre>
 */
sealed interface Role permits Follower, Candidate, Leader {

  /** The replica has just taken on this role. */
  void start();

  /** Handles a message of the replica's own epoch. */
  void onMessage(String src, LogMessage message);

  /** Some time has passed ({@link Settings#TICK}). */
  void onTick();

  /** A client of this node wants something appended; it is pending. */
  default void onAppend(Append append) {}

  /** Sends the peer what is ready for it, if anything is. */
  default void flush(String peer) {}

  /** Another node has lost its memory. */
  default void onReborn(String node) {}

  /** This node has just promised its vote to another. */
  default void onVoteGranted() {}

  /** This node has just said that it would vote for another, whose log ends there. */
  default void onPreVoteGranted(String src, Position end) {}

  /**
   * Another node would like to lead, and cannot, since its log is less up to date than this node's.
   */
  default void onOutdatedCandidate() {}

  /** Somebody has opened a newer epoch, which the replica has entered. */
  void onNewEpoch();

  /** Whether a leader is known to be at work, so that nobody needs to stand against it. */
  default boolean hearsLeader() {
    return false;
  }
}
