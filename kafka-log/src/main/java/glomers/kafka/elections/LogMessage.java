package glomers.kafka.elections;

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
public sealed interface LogMessage extends PeerMessage {

  /** What all the other numbers of a message take at most, for hundreds of members. */
  long MAX_FRAME_BYTES = 1 << 14;

  /** What that leaves for entries, appends and committed offsets. */
  long MAX_PAYLOAD_BYTES = WireSize.MAX_MESSAGE_BYTES - MAX_FRAME_BYTES;

  /** How much of it committed offsets may take: whatever is the matter, entries go on. */
  long MAX_COMMITTED_BYTES = MAX_PAYLOAD_BYTES / 4;

  /** The newest epoch that the sender knew of: the number of a leader's term of office. */
  long epoch();

  // Election.

  /**
   * "Will you have me as leader?"
   *
   * @param forEpoch the epoch to lead in
   * @param preVote whether this only asks how a vote would go, and binds nobody
   * @param end where the candidate's log ends
   */
  @JsonTypeName("request_vote")
  record RequestVote(long epoch, long forEpoch, boolean preVote, Position end)
      implements LogMessage {}

  /** "Yes", or "no", to the {@link RequestVote} for the same epoch. */
  @JsonTypeName("vote")
  record Vote(long epoch, long forEpoch, boolean preVote, boolean granted) implements LogMessage {}

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
      long epoch,
      long round,
      Position from,
      List<LogEntry> entries,
      long highWaterMark,
      boolean ackWanted,
      CommittedDelta committed)
      implements LogMessage {}

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
      long epoch,
      long round,
      long matched,
      boolean behind,
      List<Append> appends,
      CommittedDelta committed)
      implements LogMessage {}

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
    public long bytesLeft() {
      return MAX_PAYLOAD_BYTES - new CommittedOffsets.Changes(version, offsets).wireBytes();
    }
  }
}
