package glomers.broadcast.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What broadcast nodes say to one another. Any message may be lost, repeated or overtaken. */
public sealed interface HubMessage extends PeerMessage {

  /** What the sender believes that the receiver lacks. */
  List<Segment<JsonNode>> news();

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
   * How far two nodes have come with what the other one knows, in numbers whose size doesn't depend
   * on how many nodes there are. A node that knows {@code v} values is at version {@code v}: it
   * counts them in the order in which they became known to it.
   *
   * <p>Who has all that the sender had at version {@code since}, and takes this message's news, has
   * all that the sender had at {@code version}.
   *
   * @param from the sender's incarnation: its versions are none of another's
   * @param to the receiver's incarnation, as far as the sender knows; empty if it was never heard.
   *     What is said of versions is said to that one
   * @param reached of which version of the receiver's the sender has everything
   * @param vector all that the sender knows, log by log: for a receiver that may never have heard
   *     this incarnation of the sender, and has none of its versions
   */
  record Progress(
      String from,
      String to,
      int since,
      int version,
      int reached,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<VersionVector> vector) {}

  /**
   * From a hub to a leaf.
   *
   * @param reportAfterMillis how long after it has got this the receiver should report, so that the
   *     report carries as much as possible and is still in time for the next round; 0 for at once
   * @param roundMillis the time from one of the hub's rounds to the next; 0 if it is long and the
   *     hub cannot say yet when to report: until then each piece of news should be reported at once
   * @param wantsAnswer whether the hub wants to hear from a leaf with nothing to say, too
   * @param isServed whether the sender will go on telling the receiver what it lacks. If not, this
   *     is an answer and no more: the receiver has another hub, and so has the sender
   */
  @JsonTypeName("update")
  record Update(
      Progress progress,
      List<Segment<JsonNode>> news,
      Timestamps timestamps,
      long reportAfterMillis,
      long roundMillis,
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
   * From a node to all others, where nothing waits for a round: a client's value. It is not
   * answered, and sent once.
   */
  @JsonTypeName("shortcut")
  record Shortcut(List<Segment<JsonNode>> news) implements HubMessage {}

  /**
   * From a leaf to a hub: in answer to updates, or because it has something to say.
   *
   * @param hub the sender's own hub. The receiver, if it is this hub, goes on serving the sender
   * @param want how soon the sender wants an update
   */
  @JsonTypeName("report")
  record Report(
      String hub, Progress progress, List<Segment<JsonNode>> news, Timestamps timestamps, Want want)
      implements HubMessage {}
}
