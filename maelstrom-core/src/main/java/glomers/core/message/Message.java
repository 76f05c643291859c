package glomers.core.message;

import java.util.OptionalLong;

/**
 * One message between two parties of a cluster: nodes ({@code n0}), clients ({@code c0}) or
 * services ({@code lin-kv}).
 *
 * @param src who sent it
 * @param dest whom it is for
 * @param body what it says
 * @param msgId the number by which an answer will refer to it ({@code msg_id} in the body's JSON
 *     object); absent where no answer is expected
 * @param inReplyTo the number of the message that this one answers ({@code in_reply_to}), if it
 *     does
 */
public record Message<B extends Body>(
    String src, String dest, B body, OptionalLong msgId, OptionalLong inReplyTo) {

  /** A message that neither answers one nor asks for an answer. */
  public Message(String src, String dest, B body) {
    this(src, dest, body, OptionalLong.empty(), OptionalLong.empty());
  }
}
