package glomers.kafka.recovery;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.log.LogEntry;
import glomers.core.log.Position;
import glomers.core.message.PeerMessage;
import glomers.kafka.elections.LogMessage;
import glomers.kafka.elections.LogMessage.CommittedDelta;
import java.util.List;
import java.util.Map;

/**
 * What nodes say to one another that can be killed and come back with nothing: what they said
 * before, in a wrapper, and what a node that has just started has to ask.
 */
public sealed interface RecoveryMessage extends PeerMessage {

  /**
   * The newest incarnation of every node that the sender knows of, its own included (see {@link
   * Incarnations}).
   */
  Map<String, Long> incarnations();

  /** A word between two nodes that take part in the log. */
  @JsonTypeName("said")
  record Said(
      Map<String, Long> incarnations,
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") LogMessage message)
      implements RecoveryMessage {}

  /** "I have just started and remember nothing. Who am I?" */
  @JsonTypeName("recover")
  record Recover(Map<String, Long> incarnations) implements RecoveryMessage {}

  /** "I have just started too, and never heard of a log in use." */
  @JsonTypeName("fresh")
  record Fresh(Map<String, Long> incarnations) implements RecoveryMessage {}

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
      Map<String, Long> incarnations,
      Map<String, Long> founders,
      long epoch,
      Position end,
      long highWaterMark,
      long committedVersion,
      CommittedDelta committed)
      implements RecoveryMessage {}

  /**
   * "Give me what your log has after this position, and your committed offsets."
   *
   * @param committedSeen the receiver's version of these that the sender has
   */
  @JsonTypeName("fetch")
  record Fetch(Map<String, Long> incarnations, Position from, long committedSeen)
      implements RecoveryMessage {}

  /** "Here they are, or some of them." */
  @JsonTypeName("fetched")
  record Fetched(
      Map<String, Long> incarnations,
      Position from,
      List<LogEntry> entries,
      CommittedDelta committed)
      implements RecoveryMessage {}

  /** "Whom you have spoken to is no more: I have started again, and take part as I am now." */
  @JsonTypeName("reborn")
  record Reborn(Map<String, Long> incarnations) implements RecoveryMessage {}
}
