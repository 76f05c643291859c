package glomers.bench.plan;

import glomers.bench.json.Json;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A value in a plan's file that knows its place, so that whatever is wrong with it can be told.
 *
 * @param place where it stands, for people
 */
record PlanNode(String place, JsonNode json) {

  static PlanNode root(JsonNode json) {
    PlanNode root = new PlanNode("", json);
    root.require(json.isObject(), "a plan is a JSON object");
    return root;
  }

  PlanFormatException wrong(String flaw) {
    return new PlanFormatException(place.isEmpty() ? "the plan" : place, flaw);
  }

  private void require(boolean condition, String flaw) {
    if (!condition) {
      throw wrong(flaw);
    }
  }

  /** Says that it is an object that may have these members, and no others. */
  void allow(String... keys) {
    require(json.isObject(), "an object is due here, not " + json);
    for (String key : json.propertyNames()) {
      member(key).oneOfKeys(key, List.of(keys));
    }
  }

  boolean has(String key) {
    return json.has(key);
  }

  PlanNode get(String key) {
    require(json.isObject(), "an object is due here, not " + json);
    require(json.has(key), "there is no " + key);
    return member(key);
  }

  private PlanNode member(String key) {
    return new PlanNode(place.isEmpty() ? key : place + "." + key, json.get(key));
  }

  void forEach(Consumer<PlanNode> action) {
    require(json.isArray(), "a list is due here, not " + json);
    for (int i = 0; i < json.size(); i++) {
      action.accept(new PlanNode(place + "[" + i + "]", json.get(i)));
    }
  }

  void forEachMember(BiConsumer<String, PlanNode> action) {
    require(json.isObject(), "an object is due here, not " + json);
    for (String key : json.propertyNames()) {
      action.accept(key, member(key));
    }
  }

  String text() {
    require(json.isString(), "a text is due here, not " + json);
    return json.asString();
  }

  boolean truth() {
    require(json.isBoolean(), "true or false is due here, not " + json);
    return json.asBoolean();
  }

  long count() {
    require(
        json.isIntegralNumber() && json.canConvertToLong() && json.asLong() >= 0,
        "a whole number, 0 or more, is due here, not " + json);
    return json.asLong();
  }

  /** The number that is this value's key. */
  int integer(String key) {
    require(key.matches("[0-9]{1,9}"), "'" + key + "' is no client's number");
    return Integer.parseInt(key);
  }

  /** A time in a unit of so many digits of nanoseconds. */
  long nanos(int digits) {
    require(json.isNumber(), "a number is due here, not " + json);
    BigDecimal exact = json.decimalValue().movePointRight(digits);
    try {
      long nanos = exact.longValueExact();
      require(nanos >= 0, "a time of 0 or more is due here, not " + json);
      return nanos;
    } catch (ArithmeticException e) {
      throw wrong(json + " is no whole number of nanoseconds, or too many");
    }
  }

  String oneOf(Collection<String> allowed, String what) {
    String text = text();
    requireOneOf(text, allowed, what);
    return text;
  }

  void requireOneOf(String text, Collection<String> allowed, String what) {
    require(
        allowed.contains(text),
        "there is no " + what + " '" + text + "'; there are " + String.join(", ", sorted(allowed)));
  }

  String oneOfKeys(String key, Collection<String> allowed) {
    require(
        allowed.contains(key),
        "nothing is called '" + key + "' here; known are " + String.join(", ", sorted(allowed)));
    return key;
  }

  private static Collection<String> sorted(Collection<String> names) {
    return names instanceof Set<String> ? names.stream().sorted().toList() : names;
  }

  <T> T as(Class<T> type) {
    try {
      return Json.convert(json, type);
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage());
    }
  }
}
