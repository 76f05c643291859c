package glomers.bench.service;

import glomers.bench.json.Json;
import glomers.core.message.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of a key-value service. */
final class KvReplies {

  private KvReplies() {}

  static ObjectNode error(ErrorCode code, String text) {
    return Json.body("error").put("code", code.code()).put("text", text);
  }

  static ObjectNode noSuchKey() {
    return error(ErrorCode.KEY_DOES_NOT_EXIST, "key does not exist");
  }

  static ObjectNode notExpected(JsonNode current, JsonNode from) {
    return error(ErrorCode.PRECONDITION_FAILED, "current value " + current + " is not " + from);
  }

  static ObjectNode unknownVerb(JsonNode request) {
    return error(
        ErrorCode.NOT_SUPPORTED, "this service does not know the verb " + request.path("type"));
  }

  static ObjectNode value(JsonNode value) {
    ObjectNode reply = Json.body("read_ok");
    reply.set("value", value);
    return reply;
  }
}
