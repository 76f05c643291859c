package glomers.broadcast.hub;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What broadcast nodes say to one another. Either message may be lost, repeated or overtaken. */
public sealed interface GossipMessage extends PeerMessage {

  /**
   * What the sender knows. By it the receiver sees what was received, and what the sender lacks.
   */
  VersionVector known();

  /** What the sender believes that the receiver lacks. */
  List<Segment<JsonNode>> news();

  /**
   * From a hub to a node that it serves.
   *
   * @param sentNanos the hub's clock when it sent this; names the round, and comes back in the
   *     report
   * @param reportSentNanos the latest report that the hub has got from the receiver, if any
   * @param heldNanos the time since the hub got it
   * @param answerAfterMillis how long to hold an answer back, so that it carries as much as
   *     possible and still arrives before the next round
   * @param wantsAnswer whether the hub wants to hear from a node with nothing to say, too
   * @param isServed whether the sender will go on telling the receiver what it lacks. If not, this
   *     is an answer and no more: the receiver has another hub, and so has the sender
   */
  @JsonTypeName("round")
  record Round(
      VersionVector known,
      List<Segment<JsonNode>> news,
      long sentNanos,
      OptionalLong reportSentNanos,
      long heldNanos,
      long answerAfterMillis,
      boolean wantsAnswer,
      boolean isServed)
      implements GossipMessage {}

  /** How soon a report wants the hub's next round. */
  enum Want {
    /** It has told nothing new: no answer is needed. */
    NOTHING,
    /** It has told something, and waits to see that it has arrived. */
    NEXT_ROUND,
    /** The sender has missed something, or lost its hub: each moment counts. */
    ROUND_AT_ONCE
  }

  /**
   * From a node to a hub: in answer to rounds, or because it has something to say.
   *
   * @param hub the sender's own hub. The receiver, if it is this hub, goes on serving the sender
   * @param sentNanos the sender's clock when it sent this; names the report, and comes back in the
   *     next round
   * @param roundSentNanos the latest round that the sender has got from the receiver, if any
   * @param heldNanos the time since the sender got it: what is missing to the present is the round
   *     trip (the idea of RFC 7323, section 3)
   * @param want how soon the sender wants a round
   */
  @JsonTypeName("report")
  record Report(
      String hub,
      VersionVector known,
      List<Segment<JsonNode>> news,
      long sentNanos,
      OptionalLong roundSentNanos,
      long heldNanos,
      Want want)
      implements GossipMessage {}
}
