package glomers.core.node;

import glomers.core.message.Body;
import glomers.core.message.ErrorReply;

/** How a {@link Context#call} ended. */
public sealed interface CallResult<T extends Body> {

  /** The answer that was asked for. */
  record Answered<T extends Body>(T reply) implements CallResult<T> {}

  /** The callee's error, or a time-out. */
  record Failed<T extends Body>(ErrorReply error) implements CallResult<T> {}
}
