package glomers.txn.causal;

import com.fasterxml.jackson.annotation.JsonProperty;
import glomers.core.message.WireSize;

/**
 * A write that was made, when, and where it stands in its writer's log.
 *
 * @param timestamp its write set's timestamp, which says whose log that is
 * @param place its write set's place in the log, counted from 0
 * @param write the key and its value
 */
public record Version(
    @JsonProperty(required = true) Timestamp timestamp,
    @JsonProperty(required = true) long place,
    @JsonProperty(required = true) Write write) {

  /** What the names of the keys, the numbers and the brackets take on the wire. */
  private static final int FRAME_BYTES = 120;

  /** At least the number of bytes that it takes in a message. */
  long wireBytes() {
    return FRAME_BYTES + WireSize.of(timestamp.incarnation()) + write.wireBytes();
  }
}
