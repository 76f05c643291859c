package glomers.bench.service;

import glomers.bench.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lin-tso}: gives out the whole numbers from 0, each once. */
final class TimestampOracle implements Service {

  private long next;

  @Override
  public ObjectNode handle(String client, JsonNode request) {
    return request.path("type").asString("").equals("ts")
        ? Json.body("ts_ok").put("ts", next++)
        : KvReplies.unknownVerb(request);
  }
}
