package glomers.bench.json;

import java.io.Reader;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The bench's JSON, as trees: it speaks with nodes written in any language and trusts no shape. */
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return FACTORY.objectNode();
  }

  /** A new empty array. */
  public static ArrayNode array() {
    return FACTORY.arrayNode();
  }

  /** JSON null. */
  public static JsonNode nothing() {
    return NullNode.getInstance();
  }

  /** A number, as the node that reading it would give: trees of the same number are equal then. */
  public static JsonNode number(long value) {
    return value == (int) value ? FACTORY.numberNode((int) value) : FACTORY.numberNode(value);
  }

  /** A text. */
  public static JsonNode text(String value) {
    return FACTORY.stringNode(value);
  }

  /** A request's body of the given type, to which its other keys are to be added. */
  public static ObjectNode body(String type) {
    return object().put("type", type);
  }

  /**
   * Reads a value.
   *
   * @throws JacksonException if there is none
   */
  public static JsonNode parse(byte[] json) {
    return MAPPER.readTree(json);
  }

  /**
   * Reads a value.
   *
   * @throws JacksonException if there is none
   */
  public static JsonNode parse(String json) {
    return MAPPER.readTree(json);
  }

  /**
   * Reads all values of a text, one after the other; of one that is an array, its elements.
   *
   * @throws JacksonException if one is none
   */
  public static void readAll(Reader text, Consumer<JsonNode> values) {
    try (MappingIterator<JsonNode> iterator = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      iterator.forEachRemaining(values);
    }
  }

  /** A tree as an object of plain Java. */
  public static <T> T convert(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /** A value of plain Java as a tree. */
  public static JsonNode value(Object value) {
    return value == null ? nothing() : MAPPER.valueToTree(value);
  }

  /** An object of plain Java as a tree. */
  public static ObjectNode tree(Map<String, ?> map) {
    return MAPPER.valueToTree(map);
  }

  /** Anything of plain Java as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A decimal number, written out and exact. */
  public static JsonNode decimal(BigDecimal value) {
    return FACTORY.numberNode(value);
  }

  /** Writes a value on one line. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Writes a value for people, on several lines. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** A message with its envelope, on one line. */
  public static byte[] message(String src, String dest, ObjectNode body) {
    ObjectNode message = object();
    message.put("src", src);
    message.put("dest", dest);
    message.set("body", body);
    return bytes(message);
  }
}
