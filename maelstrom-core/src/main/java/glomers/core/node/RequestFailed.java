package glomers.core.node;

import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;

/** Thrown while a request is handled: the runtime answers the request with this error. */
public final class RequestFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the client is told. */
  private final ErrorCode code;

  /** A failure with one of Maelstrom's codes and a text for people. */
  public RequestFailed(ErrorCode code, String text) {
    super(text, null, false, false);
    this.code = code;
  }

  /** The answer to a request whose handling ended in the given exception. */
  public static ErrorReply replyFor(RuntimeException exception) {
    return exception instanceof RequestFailed failed
        ? failed.toReply()
        : new ErrorReply(ErrorCode.CRASH, "internal error: " + exception);
  }

  /** The answer to send. */
  public ErrorReply toReply() {
    return new ErrorReply(code, getMessage());
  }
}
