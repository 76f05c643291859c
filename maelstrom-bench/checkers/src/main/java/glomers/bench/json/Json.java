package glomers.bench.json;

import java.io.OutputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The bench's JSON, as trees: it speaks with nodes written in any language and trusts no shape. */
public final class Json {

  /** Its buffers are each thread's own: threads that simulate at the same time share none. */
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build());

  /** The same, with an end of a line between two values. */
  private static final JsonMapper LINES =
      new JsonMapper(
          JsonFactory.builder()
              .recyclerPool(JsonRecyclerPools.threadLocalPool())
              .rootValueSeparator("\n")
              .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
              .build());

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

  /** What writes values to a stream, which it doesn't close, one a line. */
  static JsonGenerator linesTo(OutputStream out) {
    return LINES.createGenerator(out);
  }

  /** Writes a value for people, on several lines. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** A message with its envelope, on one line. */
  public static byte[] message(String src, String dest, ObjectNode body) {
    return message(src, dest, OptionalLong.empty(), body);
  }

  /**
   * A request with its envelope, on one line. Its number follows its type, so that who reads it
   * knows both before all else.
   */
  public static byte[] request(String src, String dest, long msgId, ObjectNode body) {
    return message(src, dest, OptionalLong.of(msgId), body);
  }

  private static byte[] message(String src, String dest, OptionalLong msgId, ObjectNode body) {
    var out = new ExactBytes();
    try (JsonGenerator generator = MAPPER.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeStringProperty("src", src);
      generator.writeStringProperty("dest", dest);
      generator.writeObjectPropertyStart("body");
      OptionalLong number = msgId;
      for (Map.Entry<String, JsonNode> property : body.properties()) {
        generator.writeName(property.getKey());
        generator.writeTree(property.getValue());
        if (number.isPresent()) {
          generator.writeNumberProperty("msg_id", number.getAsLong());
          number = OptionalLong.empty();
        }
      }
      generator.writeEndObject();
      generator.writeEndObject();
    }
    return out.bytes();
  }

  /**
   * A message's body, of which alone a tree is made; missing if it has none.
   *
   * @throws JacksonException if there is no message
   */
  public static JsonNode bodyOf(byte[] message) {
    JsonNode body = MissingNode.getInstance();
    try (JsonParser parser = MAPPER.createParser(message)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
          parser.nextToken();
          if (key.equals("body")) {
            body = parser.readValueAsTree();
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    return body;
  }
}
