package glomers.txn.causal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.VersionVector;
import glomers.core.message.PeerMessage;
import glomers.core.message.WireSize;
import java.util.List;
import java.util.Optional;

/**
 * What the nodes say to one another. Every message acknowledges: it says what its sender has. Most
 * bring something, too: a {@link Delta}, or a part of one that is too large for one message.
 *
 * @param id the message's name
 * @param heard the newest message that the sender has got from the receiver
 * @param known which entries of every log the sender has applied; when it cut the delta, if it
 *     sends a part of one
 * @param answerWanted whether the receiver is to say what it has then
 * @param gathering how far the sender is with a delta of the receiver's that comes in parts
 * @param part what the receiver is believed to lack
 */
@JsonTypeName("replicate")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Replication(
    @JsonProperty(required = true) MessageId id,
    Optional<MessageId> heard,
    @JsonProperty(required = true) VersionVector known,
    @JsonProperty(value = "answer_wanted", required = true) boolean answerWanted,
    Optional<Gathering> gathering,
    Optional<Part> part)
    implements PeerMessage {

  /** The names of a message's keys, of two incarnations, and some numbers. */
  private static final long FRAME_BYTES = 500;

  private static final long BYTES_PER_COUNT = 24;
  private static final long BYTES_PER_MISSING_PART = 8;

  /**
   * At least what a message takes besides the versions that it brings.
   *
   * @param delta the delta that it brings, or a part of it
   * @param missing how many parts of another delta it asks for, at most
   */
  static long frameBytes(Delta delta, int missing) {
    return FRAME_BYTES
        + BYTES_PER_MISSING_PART * missing
        + wireBytes(delta.known())
        + wireBytes(delta.base());
  }

  private static long wireBytes(VersionVector vector) {
    return vector.counts().keySet().stream()
        .mapToLong(incarnation -> WireSize.of(incarnation) + BYTES_PER_COUNT)
        .sum();
  }

  /**
   * A delta of which some parts have come.
   *
   * @param delta its number
   * @param missing the parts that have not come yet
   */
  public record Gathering(
      @JsonProperty(required = true) long delta,
      @JsonProperty(required = true) List<Integer> missing) {}

  /**
   * Some of a delta's versions.
   *
   * @param delta the delta's number: that of the message that brought its first part
   * @param index which part this is, counted from 0
   * @param count how many there are
   * @param base what a node has to know that takes the delta
   * @param versions the versions
   */
  public record Part(
      @JsonProperty(required = true) long delta,
      @JsonProperty(required = true) int index,
      @JsonProperty(required = true) int count,
      @JsonProperty(required = true) VersionVector base,
      @JsonProperty(required = true) List<Version> versions) {

    /** Whether this is the first part of a delta that comes in several. */
    boolean beginsLargeDelta() {
      return index == 0 && count > 1;
    }
  }
}
