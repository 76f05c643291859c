package glomers.kafka;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.log.Append;
import glomers.core.log.CommittedOffsets;
import glomers.core.log.LogEntry;
import glomers.core.log.Position;
import glomers.core.message.PeerMessage;
import glomers.core.message.WireSize;
import java.util.List;
import java.util.Map;

/**
 * What the replicas of a log say to one another. All of it may be lost, repeated, late or
 * overtaken.
 *
 * <p>Whatever grows with what clients send is bounded by bytes: log entries, appends and committed
 * offsets go in as many messages as it takes. A message is longer than {@link
 * WireSize#MAX_MESSAGE_BYTES} by less than one record, and no record is longer than {@link
 * Settings#MAX_RECORD_BYTES}; so every receiver can read it. One that it could not read would be
 * asked for, and sent, again and again.
 */
public sealed interface ReplicaMessage extends PeerMessage {

  /** What a stamp and all the other numbers of a message take at most, for hundreds of members. */
  long MAX_FRAME_BYTES = 1 << 14;

  /** What that leaves for entries, appends and committed offsets. */
  long MAX_PAYLOAD_BYTES = WireSize.MAX_MESSAGE_BYTES - MAX_FRAME_BYTES;

  /** How much of it committed offsets may take: whatever is the matter, entries go on. */
  long MAX_COMMITTED_BYTES = MAX_PAYLOAD_BYTES / 4;

  /** What the sender knew of its world when it sent this. */
  Stamp stamp();

  /**
   * Goes with every message.
   *
   * @param epoch the newest epoch that the sender knows; the number of a leader's term of office
   * @param incarnations the newest incarnation of every node that the sender knows of, its own
   *     included (see {@link Incarnations})
   */
  record Stamp(long epoch, Map<String, Long> incarnations) {

    /** Which incarnation of the node this stamp speaks of; 0 if the sender knew of none. */
    long incarnationOf(String node) {
      return incarnations.getOrDefault(node, 0L);
    }
  }

  // Recovery: a node that has just started finds out what it may have forgotten.

  /** "I have just started and remember nothing. Who am I?" */
  @JsonTypeName("recover")
  record Recover(Stamp stamp) implements ReplicaMessage {}

  /** "I have just started too, and never heard of a log in use." */
  @JsonTypeName("fresh")
  record Fresh(Stamp stamp) implements ReplicaMessage {}

  /**
   * "The log is in use, and this is where I stand in it."
   *
   * @param founders the incarnations in which the members began the log, all of them empty
   * @param end where the sender's log ends
   * @param committedVersion the version of the sender's committed offsets
   * @param committed the first of these
   */
  @JsonTypeName("state")
  record State(
      Stamp stamp,
      Map<String, Long> founders,
      Position end,
      long highWaterMark,
      long committedVersion,
      CommittedDelta committed)
      implements ReplicaMessage {}

  /**
   * "Give me what your log has after this position, and your committed offsets."
   *
   * @param committedSeen the receiver's version of these that the sender has
   */
  @JsonTypeName("fetch")
  record Fetch(Stamp stamp, Position from, long committedSeen) implements ReplicaMessage {}

  /** "Here they are, or some of them." */
  @JsonTypeName("fetched")
  record Fetched(Stamp stamp, Position from, List<LogEntry> entries, CommittedDelta committed)
      implements ReplicaMessage {}

  // Election.

  /**
   * "Will you have me as leader?"
   *
   * @param forEpoch the epoch to lead in
   * @param trial whether this only asks how a vote would go, and binds nobody
   * @param end where the candidate's log ends
   */
  @JsonTypeName("request_vote")
  record RequestVote(Stamp stamp, long forEpoch, boolean trial, Position end)
      implements ReplicaMessage {}

  /** "Yes", or "no", to the {@link RequestVote} for the same epoch. */
  @JsonTypeName("vote")
  record Vote(Stamp stamp, long forEpoch, boolean trial, boolean granted)
      implements ReplicaMessage {}

  // Replication.

  /**
   * A leader's word to a follower: what comes next in the log. Without entries it is a heartbeat.
   *
   * @param round numbers the leader's messages to this follower
   * @param from where the entries belong
   * @param ackWanted whether somebody waits for the answer; otherwise it can ride on the next
   *     message
   */
  @JsonTypeName("replicate")
  record Replicate(
      Stamp stamp,
      long round,
      Position from,
      List<LogEntry> entries,
      long highWaterMark,
      boolean ackWanted,
      CommittedDelta committed)
      implements ReplicaMessage {}

  /**
   * A follower's word to its leader: how far its log is in step, and appends of its clients.
   *
   * @param round the highest round that it has seen
   * @param matched up to where its log is known to equal the leader's
   * @param behind whether the latest entries did not fit, because some before them are missing
   * @param appends what its clients want appended
   */
  @JsonTypeName("acknowledge")
  record Acknowledge(
      Stamp stamp,
      long round,
      long matched,
      boolean behind,
      List<Append> appends,
      CommittedDelta committed)
      implements ReplicaMessage {}

  /**
   * Committed offsets on their way from one replica to another, riding on what flows anyway.
   *
   * @param version the sender's version that these changes lead to; not its latest, if they are too
   *     many for one message
   * @param offsets what changed since the version that the receiver is known to have
   * @param seen the receiver's version that the sender has
   */
  record CommittedDelta(long version, Map<String, Long> offsets, long seen) {

    /** How many bytes of the message it leaves for the entries or appends that go with it. */
    long bytesLeft() {
      return MAX_PAYLOAD_BYTES - new CommittedOffsets.Changes(version, offsets).wireBytes();
    }
  }
}
