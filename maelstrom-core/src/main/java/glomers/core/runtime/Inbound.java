package glomers.core.runtime;

import glomers.core.message.Body;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import java.util.Arrays;
import java.util.OptionalLong;

/** What one line of a node's input turned out to be. */
public sealed interface Inbound {

  /** A request or a peer message. */
  record Delivered(Message<?> message) implements Inbound {}

  /**
   * An answer to a call. Its body is bound when the call is found that it answers, since only that
   * knows which type of answer it expects.
   */
  record Response(String src, long inReplyTo, boolean isError, RawBody body) implements Inbound {

    /** The same, which no longer refers to the line that it came in. */
    Response detached() {
      int end = body.offset + body.length;
      byte[] bytes = Arrays.copyOfRange(body.bytes, body.offset, end);
      return new Response(src, inReplyTo, isError, new RawBody(body.codec, bytes, 0, body.length));
    }
  }

  /**
   * A line that makes no sense here.
   *
   * @param src who sent it, or the empty string if that could not be read
   * @param msgId the number to answer to, if that could be read
   * @param error what to answer if there is someone to answer to
   */
  record Rejected(String src, OptionalLong msgId, ErrorReply error) implements Inbound {}

  /** A body that was not bound to a type yet: a slice of the line it came in. */
  record RawBody(MessageCodec codec, byte[] bytes, int offset, int length) {

    /**
     * The body as the given type.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    public <T extends Body> T as(Class<T> type) {
      return codec.bind(this, type);
    }
  }
}
