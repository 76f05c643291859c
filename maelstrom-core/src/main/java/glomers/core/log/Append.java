package glomers.core.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import glomers.core.message.WireSize;
import tools.jackson.databind.JsonNode;

/**
 * A producer's wish to append one message to one key's log.
 *
 * @param source who produced it
 * @param sequence the producer's own number for it, the same at every retry; with the source it
 *     names this append, and no other
 * @param key the log to append to
 * @param message what to append, any JSON value
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"source", "sequence", "key", "message"})
public record Append(String source, long sequence, String key, JsonNode message) {

  /** A sequence, brackets and commas. */
  private static final int FRAME_BYTES = 32;

  /** What names an append: a retry carries the same id, a new append a new one. */
  public record Id(String source, long sequence) {}

  /** The name of this append. */
  public Id id() {
    return new Id(source, sequence);
  }

  /** At least the number of bytes that it takes in a message ({@link WireSize}). */
  public long wireBytes() {
    return FRAME_BYTES + WireSize.of(source) + WireSize.of(key) + WireSize.of(message);
  }
}
