package glomers.txn;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Names a message. On the wire a JSON array.
 *
 * @param origin the incarnation that sent it
 * @param number how many messages it had sent to this receiver then, this one included
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"origin", "number"})
public record MessageId(
    @JsonProperty(required = true) String origin, @JsonProperty(required = true) long number) {}
