package glomers.bench.story;

import glomers.core.message.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON in a few words, whoever wrote it and however long it is. */
final class JsonWords {

  private static final int MAX_CHARS = 24;
  private static final int MAX_ELEMENTS = 6;
  private static final int MAX_FIELDS = 3;
  private static final Set<String> UNTOLD =
      Set.of("type", "msg_id", "in_reply_to", "text", "create_if_not_exists");

  private JsonWords() {}

  /** A text without its quotes, anything else as it is written. */
  static String bare(JsonNode json) {
    return json.isString() ? json.stringValue() : json.toString();
  }

  /** A value, cut if it is long: {@code 7}, {@code [3 9]}, {@code 24 elements}. */
  static String brief(JsonNode json) {
    if (json.isArray()) {
      if (json.size() > MAX_ELEMENTS) {
        return json.size() + " elements";
      }
      List<String> parts = new ArrayList<>();
      json.forEach(element -> parts.add(brief(element)));
      return cut("[" + String.join(" ", parts) + "]");
    }
    if (json.isObject()) {
      List<String> parts = new ArrayList<>();
      json.properties().stream()
          .limit(MAX_FIELDS)
          .forEach(field -> parts.add(field.getKey() + "=" + brief(field.getValue())));
      return cut("{" + String.join(" ", parts) + (json.size() > MAX_FIELDS ? " …" : "") + "}");
    }
    return cut(bare(json));
  }

  /** A message's body: its type and the first of its fields. */
  static String message(JsonNode body) {
    List<String> parts = new ArrayList<>();
    parts.add(type(body));
    if (type(body).equals("error")) {
      return "error " + error(body.path("code").asInt(-1));
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!UNTOLD.contains(field.getKey()) && parts.size() <= MAX_FIELDS) {
        parts.add(field.getKey() + "=" + brief(field.getValue()));
      }
    }
    return String.join(" ", parts);
  }

  private static String error(int code) {
    for (ErrorCode each : ErrorCode.values()) {
      if (each.code() == code) {
        return code + ": " + each.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
    }
    return String.valueOf(code);
  }

  /** Whether {@link #message} leaves nothing of a body out. */
  static boolean isWhole(JsonNode body) {
    long told = body.properties().stream().filter(one -> !UNTOLD.contains(one.getKey())).count();
    return told <= MAX_FIELDS && !message(body).contains("…");
  }

  /** A message's type. */
  static String type(JsonNode body) {
    return cut(body.path("type").asString("?"));
  }

  /** A message's body; a missing node if it is no JSON. */
  static JsonNode body(String message) {
    try {
      return glomers.bench.json.Json.parse(message).path("body");
    } catch (JacksonException e) {
      return glomers.bench.json.Json.object();
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
  }
}
