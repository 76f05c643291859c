package glomers.core.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a message says: one record per verb, told apart on the wire by the key {@code type}. The
 * record names its verb by {@code @JsonTypeName}, so that any Jackson mapper that is told of the
 * records reads and writes them; {@link glomers.core.runtime.MessageCodec} does the same, faster.
 *
 * <p>Each workload's requests, its replies, and what the nodes of one kind say among themselves are
 * sealed families, so a {@code switch} over one of them is exhaustive and the compiler names a
 * forgotten verb. Families can be added anywhere: see {@link Request}, {@link Reply} and {@link
 * PeerMessage}.
 *
 * <p>The keys {@code msg_id} and {@code in_reply_to} stand beside a body's own keys on the wire.
 * They belong to the exchange, not to what is said, and so live in {@link Message}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Body.TYPE)
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface Body permits Request, Reply, PeerMessage {

  /** The key of the verb. */
  String TYPE = "type";

  /** The key of a message's own number. */
  String MSG_ID = "msg_id";

  /** The key of the number of the message that is answered. */
  String IN_REPLY_TO = "in_reply_to";
}
