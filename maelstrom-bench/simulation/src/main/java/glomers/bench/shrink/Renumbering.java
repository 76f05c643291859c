package glomers.bench.shrink;

import glomers.bench.client.Invocation;
import glomers.bench.json.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives keys and values small numbers, in the order in which they are asked for first. */
final class Renumbering {

  private final Map<JsonNode, Integer> keys = new HashMap<>();
  private final Map<JsonNode, Map<JsonNode, Integer>> valuesByKey = new HashMap<>();

  Invocation renumbered(Invocation invocation) {
    JsonNode input = invocation.input();
    return new Invocation(
        invocation.function(),
        switch (invocation.function()) {
          case "broadcast" -> value(Json.nothing(), input);
          case "send" -> sent(input);
          case "assign" -> assigned(input);
          case "txn" -> transaction(input);
          case "read", "write", "cas" -> input.isArray() ? ofKey(input) : input;
          default -> input;
        });
  }

  private int key(JsonNode key) {
    return keys.computeIfAbsent(key, unused -> keys.size());
  }

  private JsonNode textKey(JsonNode key) {
    return Json.text("" + key(key));
  }

  private JsonNode value(JsonNode key, JsonNode value) {
    Map<JsonNode, Integer> values = valuesByKey.computeIfAbsent(key, unused -> new HashMap<>());
    return Json.number(values.computeIfAbsent(value, unused -> values.size() + 1));
  }

  private JsonNode sent(JsonNode input) {
    ObjectNode renumbered = Json.object();
    renumbered.set("key", textKey(input.get("key")));
    renumbered.set("msg", value(input.get("key"), input.get("msg")));
    return renumbered;
  }

  private JsonNode assigned(JsonNode input) {
    ObjectNode renumbered = Json.object();
    ArrayNode list = renumbered.putArray("keys");
    input.get("keys").forEach(key -> list.add(textKey(key)));
    renumbered.set("seekToBeginning", input.get("seekToBeginning"));
    return renumbered;
  }

  /** A key and what is asked of it: values of which there are few keep what they are. */
  private JsonNode ofKey(JsonNode input) {
    return Json.array().add(Json.number(key(input.get(0)))).add(input.get(1));
  }

  private JsonNode transaction(JsonNode input) {
    ArrayNode renumbered = Json.array();
    for (JsonNode access : input) {
      JsonNode key = access.get(1);
      JsonNode value = access.get(2);
      renumbered
          .addArray()
          .add(access.get(0))
          .add(Json.number(key(key)))
          .add(value.isNull() ? value : value(key, value));
    }
    return renumbered;
  }
}
