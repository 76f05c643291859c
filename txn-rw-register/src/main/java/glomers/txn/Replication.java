package glomers.txn;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import java.util.List;

/**
 * What the nodes say to one another. Every message also acknowledges: it says what its sender has.
 */
public sealed interface Replication extends PeerMessage {

  /** The sender's own log, which names this incarnation of the node. */
  String origin();

  /** Which entries of every log the sender has received. */
  VersionVector known();

  /**
   * Write sets that the receiver is believed to lack.
   *
   * @param answerWanted whether the receiver is to say what it has then
   * @param segments consecutive entries of some logs; none in a mere acknowledgement
   */
  @JsonTypeName("replicate")
  record Batch(
      @JsonProperty(required = true) String origin,
      @JsonProperty(required = true) VersionVector known,
      @JsonProperty(value = "answer_wanted", required = true) boolean answerWanted,
      @JsonProperty(required = true) List<Segment<WriteSet>> segments)
      implements Replication {}

  /**
   * A copy of the sender's registers, for a receiver that lacks write sets which the sender no
   * longer has one by one: a node that lost its memory in a restart. Always wants an answer.
   *
   * @param applied the entries whose effects the copy holds
   * @param versions the newest version of every key
   */
  @JsonTypeName("replicate_state")
  record State(
      @JsonProperty(required = true) String origin,
      @JsonProperty(required = true) VersionVector known,
      @JsonProperty(required = true) VersionVector applied,
      @JsonProperty(required = true) List<Version> versions)
      implements Replication {}
}
