package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import tools.jackson.databind.JsonNode;

/** The verbs of the {@code echo} workload (challenge 1). */
public interface EchoVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Echo {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits EchoOk {}

  /** Asks for {@code echo}, any JSON value, to be sent back. */
  @JsonTypeName("echo")
  record Echo(@JsonProperty(required = true) JsonNode echo) implements Request {}

  /** The value that was asked back. */
  @JsonTypeName("echo_ok")
  record EchoOk(JsonNode echo) implements Reply {}
}
