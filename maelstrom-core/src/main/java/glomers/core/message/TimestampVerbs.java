package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The verbs of Maelstrom's timestamp oracle {@code lin-tso}. */
public interface TimestampVerbs {

  /** What the service is asked. */
  sealed interface Request extends glomers.core.message.Request permits GetTimestamp {}

  /** What the service answers. */
  sealed interface Reply extends glomers.core.message.Reply permits GetTimestampOk {}

  /** Asks for a timestamp larger than every one given before. */
  @JsonTypeName("ts")
  record GetTimestamp() implements Request {}

  /** The new timestamp. */
  @JsonTypeName("ts_ok")
  record GetTimestampOk(long ts) implements Reply {}
}
