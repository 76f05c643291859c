package glomers.bench.exchange;

import glomers.bench.json.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts Jepsen's events of the kafka workload into the form that our operations have: {@code
 * [["send", "3", 5]]}, answered by {@code [["send", "3", [7, 5]]]}; {@code [["poll"]]}, answered by
 * {@code [["poll", {"3": [[8, 6]]}]]}; and {@code assign} of a list of keys. What a client polled
 * from is not in them. Whoever seeks to the beginning reads the logs to their ends from then on:
 * the final phase.
 */
final class KafkaEvents {

  private final Set<Integer> readingToTheEnd = new HashSet<>();

  /**
   * Translates an event; one of another form or workload is left alone.
   *
   * @throws IllegalArgumentException if an operation does more than one thing
   */
  void translate(ObjectNode event) {
    JsonNode value = event.path("value");
    if (!value.isArray()) {
      return;
    }
    boolean isOk = event.path("type").asString("").equals("ok");
    switch (event.path("f").asString("")) {
      case "send" -> event.set("value", send(only(value), isOk));
      case "poll" -> event.set("value", poll(only(value), isOk));
      case "assign" -> event.set("value", assign(event, value, isOk));
      case "txn" -> {
        if (value.path(0).path(0).asString("").matches("send|poll")) {
          throw new IllegalArgumentException(
              "an operation sends and polls in one, as "
                  + value
                  + " does; only those can be judged"
                  + " that do one thing");
        }
      }
      default -> {}
    }
    if (readingToTheEnd.contains(event.path("process").asInt(-1))) {
      event.put("final?", true);
    }
  }

  private static JsonNode only(JsonNode value) {
    if (value.size() != 1 || !value.get(0).isArray()) {
      throw new IllegalArgumentException("an operation does not do one thing, but " + value);
    }
    return value.get(0);
  }

  private static JsonNode send(JsonNode done, boolean isOk) {
    JsonNode message = done.path(2);
    if (!isOk) {
      return Json.object().<ObjectNode>set("key", done.path(1)).set("msg", message);
    }
    ObjectNode output = Json.object();
    // A client that was not told the offset has the message alone.
    if (message.isArray() && message.path(0).isIntegralNumber()) {
      output.set("offset", message.get(0));
    }
    return output;
  }

  private static JsonNode poll(JsonNode done, boolean isOk) {
    return isOk
        ? Json.object().set("msgs", done.size() > 1 ? done.get(1) : Json.object())
        : Json.object().set("offsets", Json.object());
  }

  private JsonNode assign(ObjectNode event, JsonNode keys, boolean isOk) {
    boolean seeks = event.path("seek-to-beginning?").asBoolean(false);
    if (seeks) {
      readingToTheEnd.add(event.path("process").asInt(-1));
    }
    return isOk ? Json.object() : Json.object().put("seekToBeginning", seeks).set("keys", keys);
  }
}
