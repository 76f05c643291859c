package glomers.broadcast.hub;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What broadcast nodes say to one another. Either message may be lost, repeated or overtaken. */
public sealed interface HubMessage extends PeerMessage {

  /**
   * What the sender knows. By it the receiver sees what was received, and what the sender lacks.
   */
  VersionVector known();

  /** What the sender believes that the receiver lacks. */
  List<Segment<JsonNode>> news();

  /** When this was sent, and which message of the receiver's the sender has got. */
  Timestamps timestamps();

  /**
   * What both messages bear so that each side can measure the round trip, and sees which of its own
   * messages have arrived (the idea of RFC 7323, section 3).
   *
   * @param sentNanos the sender's clock when it sent this
   * @param echoNanos {@code sentNanos} of the latest message that the sender has got from the
   *     receiver, if any
   * @param heldNanos the time since the sender got it
   */
  record Timestamps(long sentNanos, OptionalLong echoNanos, long heldNanos) {}

  /**
   * From a hub to a leaf.
   *
   * @param answerAfterMillis how long to hold an answer back, so that it carries as much as
   *     possible and still arrives before the next round
   * @param wantsAnswer whether the hub wants to hear from a leaf with nothing to say, too
   * @param isServed whether the sender will go on telling the receiver what it lacks. If not, this
   *     is an answer and no more: the receiver has another hub, and so has the sender
   */
  @JsonTypeName("update")
  record Update(
      VersionVector known,
      List<Segment<JsonNode>> news,
      Timestamps timestamps,
      long answerAfterMillis,
      boolean wantsAnswer,
      boolean isServed)
      implements HubMessage {}

  /** How soon a report wants the hub's next update. */
  enum Want {
    /** It has told nothing new: no answer is needed. */
    NOTHING,
    /** It has told something, and waits to see that it has arrived. */
    UPDATE,
    /** The sender has missed something, or lost its hub: each moment counts. */
    UPDATE_AT_ONCE
  }

  /**
   * From a leaf to a hub: in answer to updates, or because it has something to say.
   *
   * @param hub the sender's own hub. The receiver, if it is this hub, goes on serving the sender
   * @param want how soon the sender wants an update
   */
  @JsonTypeName("report")
  record Report(
      String hub,
      VersionVector known,
      List<Segment<JsonNode>> news,
      Timestamps timestamps,
      Want want)
      implements HubMessage {}
}
