package glomers.bench.service;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one of Maelstrom's services does with a request. */
@FunctionalInterface
public interface Service {

  /**
   * Carries out a request.
   *
   * @param client who asks
   * @param request the request's body
   * @return the answer's body, without {@code in_reply_to}
   */
  ObjectNode handle(String client, JsonNode request);
}
