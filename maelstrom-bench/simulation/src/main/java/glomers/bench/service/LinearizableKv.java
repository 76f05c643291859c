package glomers.bench.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lin-kv}: every request takes effect on the one newest state. */
final class LinearizableKv implements Service {

  private final Map<JsonNode, JsonNode> values = new HashMap<>();

  @Override
  public ObjectNode handle(String client, JsonNode request) {
    JsonNode key = request.path("key");
    KvOutcome outcome = KvOutcome.of(request, Optional.ofNullable(values.get(key)), true);
    outcome.written().ifPresent(value -> values.put(key, value));
    return outcome.reply();
  }
}
