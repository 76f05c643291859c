package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** The verbs of the {@code g-counter} and {@code pn-counter} workloads (challenge 4). */
public interface CounterVerbs {

  /** What a client asks. */
  sealed interface Request extends glomers.core.message.Request permits Add, Read {}

  /** What a node answers. */
  sealed interface Reply extends glomers.core.message.Reply permits AddOk, ReadOk {}

  /** Adds {@code delta} to the counter. */
  @JsonTypeName("add")
  record Add(@JsonProperty(required = true) long delta) implements Request {}

  /** The answer to {@link Add}. */
  @JsonTypeName("add_ok")
  record AddOk() implements Reply {}

  /** Asks for the counter's value. */
  @JsonTypeName("read")
  record Read() implements Request {}

  /** The sum of all adds that this node knows of. */
  @JsonTypeName("read_ok")
  record ReadOk(long value) implements Reply {}
}
