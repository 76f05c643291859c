package glomers.txn.causal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import glomers.core.message.WireSize;
import tools.jackson.databind.JsonNode;

/**
 * A new value for a key. On the wire a JSON array.
 *
 * @param key any JSON value
 * @param value any JSON value
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"key", "value"})
public record Write(
    @JsonProperty(required = true) JsonNode key, @JsonProperty(required = true) JsonNode value) {

  /** At least the number of bytes that it takes in a message. */
  long wireBytes() {
    return WireSize.of(key) + WireSize.of(value);
  }
}
