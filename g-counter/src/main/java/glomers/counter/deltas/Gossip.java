package glomers.counter.deltas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.crdt.GCounter;
import glomers.core.message.PeerMessage;

/**
 * What one node tells another. All of it is true for good, however late it comes and however often,
 * because slots only grow: "I have these slots, at these numbers or higher".
 *
 * @param from the sender's incarnation
 * @param to the receiver's incarnation as far as the sender knows; empty if it has not heard from
 *     it
 * @param news slots that the receiver may not have; to be acknowledged
 * @param seen slots that the sender has got from the receiver: the acknowledgement
 */
@JsonTypeName("gossip")
public record Gossip(
    @JsonProperty(required = true) String from,
    @JsonProperty(required = true) String to,
    @JsonProperty(required = true) GCounter news,
    @JsonProperty(required = true) GCounter seen)
    implements PeerMessage {

  /** All that the sender says it has. */
  public GCounter claims() {
    return news.merge(seen);
  }
}
