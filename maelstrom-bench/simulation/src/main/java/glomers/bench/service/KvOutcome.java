package glomers.bench.service;

import glomers.bench.json.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a key-value request does to a state.
 *
 * @param reply the answer
 * @param written the value that its key gets; empty if the state stays as it is
 */
record KvOutcome(ObjectNode reply, Optional<JsonNode> written) {

  /**
   * Works out a request against its key's present value.
   *
   * @param current the value, if the key has one
   * @param maySetMissing whether {@code create_if_not_exists} is understood
   */
  static KvOutcome of(JsonNode request, Optional<JsonNode> current, boolean maySetMissing) {
    return switch (request.path("type").asString("")) {
      case "read" ->
          new KvOutcome(
              current.map(KvReplies::value).orElseGet(KvReplies::noSuchKey), Optional.empty());
      case "write" -> written(request.path("value"), "write_ok");
      case "cas" -> compareAndSet(request, current, maySetMissing);
      default -> new KvOutcome(KvReplies.unknownVerb(request), Optional.empty());
    };
  }

  private static KvOutcome compareAndSet(
      JsonNode request, Optional<JsonNode> current, boolean maySetMissing) {
    if (current.isEmpty()) {
      return maySetMissing && request.path("create_if_not_exists").asBoolean(false)
          ? written(request.path("to"), "cas_ok")
          : new KvOutcome(KvReplies.noSuchKey(), Optional.empty());
    }
    JsonNode from = request.path("from");
    return current.get().equals(from)
        ? written(request.path("to"), "cas_ok")
        : new KvOutcome(KvReplies.notExpected(current.get(), from), Optional.empty());
  }

  private static KvOutcome written(JsonNode value, String reply) {
    return new KvOutcome(Json.body(reply), Optional.of(value));
  }
}
