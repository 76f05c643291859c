package glomers.bench.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an answer's body has to look like. As on Maelstrom every key has to be there, and no other
 * one may be, besides {@code type}, {@code in_reply_to} and {@code msg_id}.
 *
 * @param type the answer's type
 * @param keys its own keys and their values' shapes
 * @param isClosed whether there may be nothing else
 */
public record ReplyShape(String type, Map<String, ValueShape> keys, boolean isClosed) {

  /** An answer with no keys of its own. */
  public static ReplyShape of(String type) {
    return new ReplyShape(type, Map.of(), true);
  }

  /** An answer of which nothing counts but its type. */
  public static ReplyShape ofType(String type) {
    return new ReplyShape(type, Map.of(), false);
  }

  /** This, with one more key. */
  public ReplyShape with(String key, ValueShape shape) {
    Map<String, ValueShape> more = new LinkedHashMap<>(keys);
    more.put(key, shape);
    return new ReplyShape(type, more, isClosed);
  }

  /** What is wrong with a body; empty if nothing is. */
  public Optional<String> flaw(JsonNode body) {
    String actualType = body.path("type").asString("");
    if (!type.equals(actualType)) {
      return Optional.of("its type is '" + actualType + "', not '" + type + "'");
    }
    for (Map.Entry<String, ValueShape> key : keys.entrySet()) {
      JsonNode value = body.get(key.getKey());
      if (value == null) {
        return Optional.of("it lacks the key '" + key.getKey() + "'");
      }
      if (!key.getValue().isMet().test(value)) {
        return Optional.of(
            "the value of '" + key.getKey() + "' is not " + key.getValue().description());
      }
    }
    if (!isClosed) {
      return Optional.empty();
    }
    if (body.has("msg_id") && !body.get("msg_id").isIntegralNumber()) {
      return Optional.of("its msg_id is no whole number");
    }
    for (String key : body.propertyNames()) {
      if (!isAllowed(key)) {
        return Optional.of("it has the key '" + key + "', which does not belong there");
      }
    }
    return Optional.empty();
  }

  private boolean isAllowed(String key) {
    return keys.containsKey(key)
        || key.equals("type")
        || key.equals("in_reply_to")
        || key.equals("msg_id");
  }
}
