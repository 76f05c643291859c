package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import tools.jackson.databind.JsonNode;

/**
 * The verbs of Maelstrom's key-value services {@code lin-kv}, {@code seq-kv} and {@code lww-kv},
 * and of its {@code lin-kv} workload.
 */
public interface KeyValueVerbs {

  /** What a service is asked. */
  sealed interface Request extends glomers.core.message.Request
      permits Read, Write, CompareAndSet {}

  /** What a service answers. */
  sealed interface Reply extends glomers.core.message.Reply
      permits ReadOk, WriteOk, CompareAndSetOk {}

  /** Asks for a key's value; {@link ErrorCode#KEY_DOES_NOT_EXIST} if it has none. */
  @JsonTypeName("read")
  record Read(@JsonProperty(required = true) JsonNode key) implements Request {}

  /** The value of the key that was read. */
  @JsonTypeName("read_ok")
  record ReadOk(JsonNode value) implements Reply {}

  /** Sets a key to a value. */
  @JsonTypeName("write")
  record Write(
      @JsonProperty(required = true) JsonNode key, @JsonProperty(required = true) JsonNode value)
      implements Request {}

  /** The answer to {@link Write}. */
  @JsonTypeName("write_ok")
  record WriteOk() implements Reply {}

  /**
   * Sets a key to {@code to} if its value is {@code from}; {@link ErrorCode#PRECONDITION_FAILED} if
   * it is another, {@link ErrorCode#KEY_DOES_NOT_EXIST} if there is none and none is to be created.
   */
  @JsonTypeName("cas")
  record CompareAndSet(
      @JsonProperty(required = true) JsonNode key,
      @JsonProperty(required = true) JsonNode from,
      @JsonProperty(required = true) JsonNode to,
      @JsonProperty("create_if_not_exists") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          boolean createIfNotExists)
      implements Request {}

  /** The answer to {@link CompareAndSet}. */
  @JsonTypeName("cas_ok")
  record CompareAndSetOk() implements Reply {}
}
