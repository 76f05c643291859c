package glomers.txn.causal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Names a message. On the wire a JSON array.
 *
 * @param incarnation which incarnation of a node sent it
 * @param number how many messages it had sent to this receiver then, this one included
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"incarnation", "number"})
public record MessageId(
    @JsonProperty(required = true) String incarnation, @JsonProperty(required = true) long number) {

  /** Whether this is the other message, or was sent after it by the same incarnation. */
  boolean isNotBefore(MessageId other) {
    return incarnation.equals(other.incarnation) && number >= other.number;
  }
}
