package glomers.bench.client;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An operation under way: a {@link Client}'s handle on its node and on the history. */
public interface Attempt {

  /**
   * Calls the node. An error, a time-out and an answer of another shape end the operation; only a
   * good answer is handed on.
   */
  void call(ObjectNode request, ReplyShape shape, Consumer<JsonNode> onReply);

  /** Says what was asked, where only the client knows it. */
  void asked(JsonNode input);

  /** Ends the operation: it happened. */
  void ok(JsonNode output);

  /**
   * Ends the operation, and with it this client process: the answer broke the protocol's rules, so
   * it may have happened.
   *
   * @param flaw what is wrong with the answer
   */
  void malformed(String flaw);

  /** Ends the operation, and with it this client process, which crashes: it may have happened. */
  void crash(String reason);
}
