package glomers.bench.script;

import glomers.core.message.Body;
import glomers.core.message.ErrorReply;
import glomers.core.runtime.Inbound;
import java.util.Optional;

/** A client's request and, once it came, its answer. */
public final class Call<T extends Body> {

  private final Class<T> replyType;
  private T reply;
  private ErrorReply error;

  Call(Class<T> replyType) {
    this.replyType = replyType;
  }

  void complete(Inbound.Response response) {
    if (response.isError()) {
      error = response.body().as(ErrorReply.class);
    } else {
      reply = response.body().as(replyType);
    }
  }

  /** Whether an answer, good or bad, has come. */
  public boolean isDone() {
    return reply != null || error != null;
  }

  /** Whether a good answer has come. */
  public boolean isOk() {
    return reply != null;
  }

  /**
   * The answer.
   *
   * @throws AssertionError if none has come, or none that is good
   */
  public T reply() {
    if (reply == null) {
      throw new AssertionError(error == null ? "no answer has come yet" : "failed: " + error);
    }
    return reply;
  }

  /**
   * The error, if one has come. What was asked at two nodes may get a good answer of one and an
   * error of the other.
   */
  public Optional<ErrorReply> errorIfAny() {
    return Optional.ofNullable(error);
  }

  /**
   * The error.
   *
   * @throws AssertionError if none has come
   */
  public ErrorReply error() {
    if (error == null) {
      throw new AssertionError(reply == null ? "no answer has come yet" : "succeeded: " + reply);
    }
    return error;
  }
}
