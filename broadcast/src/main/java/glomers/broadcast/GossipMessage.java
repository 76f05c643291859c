package glomers.broadcast;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What broadcast nodes say to one another. Either message may be lost, repeated or overtaken. */
public sealed interface GossipMessage extends PeerMessage {

  /** What the sender knows. By it the receiver sees what was received, and what the sender lacks. */
  VersionVector known();

  /** What the sender believes that the receiver lacks. */
  List<Segment<JsonNode>> news();

  /**
   * From a hub to a node that it serves.
   *
   * @param sentNanos the hub's clock when it sent this, to be handed back in {@link Report#echoNanos}
   * @param answerAfterMillis how long to hold the answer back, so that it carries as much as possible and
   *     still arrives before the next round; absent if no answer is wanted
   */
  @JsonTypeName("round")
  record Round(
      VersionVector known,
      List<Segment<JsonNode>> news,
      long sentNanos,
      OptionalLong answerAfterMillis)
      implements GossipMessage {}

  /**
   * From a node to a hub: in answer to a round, or because it has something to say.
   *
   * @param hub the sender's own hub. The receiver, if it is this hub, goes on serving the sender
   * @param echoNanos in an answer the round's {@link Round#sentNanos} plus the time for which the answer was
   *     held back: what is missing to the present is the round trip (as RFC 7323, section 3, does it)
   */
  @JsonTypeName("report")
  record Report(
      String hub, VersionVector known, List<Segment<JsonNode>> news, OptionalLong echoNanos)
      implements GossipMessage {}
}
