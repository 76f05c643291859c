package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/** The verbs of the {@code g-set} workload: a set that only grows. */
public interface SetVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Add, Read {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits AddOk, ReadOk {}

  /** Adds {@code element}, any JSON value, to the set. */
  @JsonTypeName("add")
  record Add(@JsonProperty(required = true) JsonNode element) implements Request {}

  /** The answer to {@link Add}. */
  @JsonTypeName("add_ok")
  record AddOk() implements Reply {}

  /** Asks for all elements that this node knows of. */
  @JsonTypeName("read")
  record Read() implements Request {}

  /** All elements that this node knows of, in no particular order. */
  @JsonTypeName("read_ok")
  record ReadOk(Collection<JsonNode> value) implements Reply {}
}
