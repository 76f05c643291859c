package glomers.core.json;

import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@link BodyCodec}s read and write values with. Readers want the parser at a value's first
 * token, and leave it at its last.
 */
public final class Values {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Values() {}

  /** What a reader throws at what is not regular. */
  public static StreamReadException irregular(JsonParser in) {
    return new StreamReadException(in, "not what this record regularly looks like");
  }

  private static void expect(JsonToken token, JsonParser in) {
    if (!in.hasToken(token)) {
      throw irregular(in);
    }
  }

  /** Makes sure that an array begins here. */
  public static void beginArray(JsonParser in) {
    expect(JsonToken.START_ARRAY, in);
  }

  /** Makes sure that the array ends with the next token. */
  public static void endArray(JsonParser in) {
    in.nextToken();
    expect(JsonToken.END_ARRAY, in);
  }

  /** Makes sure that an object begins here. */
  public static void beginObject(JsonParser in) {
    expect(JsonToken.START_OBJECT, in);
  }

  /** Reads an object's first key, which has to be this one, with a text. */
  public static String readFirst(String key, JsonParser in) {
    if (!key.equals(in.nextName())) {
      throw irregular(in);
    }
    in.nextToken();
    return readString(in);
  }

  /** Reads a whole number. */
  public static long readLong(JsonParser in) {
    expect(JsonToken.VALUE_NUMBER_INT, in);
    return in.getLongValue();
  }

  /** Writes a whole number, or null. */
  public static void writeLong(Long value, JsonGenerator out) {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value.longValue());
    }
  }

  /** Writes a whole number. */
  public static void writeLong(long value, JsonGenerator out) {
    out.writeNumber(value);
  }

  /** Reads a whole number of 32 bits. */
  public static int readInt(JsonParser in) {
    expect(JsonToken.VALUE_NUMBER_INT, in);
    return in.getIntValue();
  }

  /** Writes a whole number, or null. */
  public static void writeInt(Integer value, JsonGenerator out) {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value.intValue());
    }
  }

  /** Writes a whole number. */
  public static void writeInt(int value, JsonGenerator out) {
    out.writeNumber(value);
  }

  /** Reads a truth value. */
  public static boolean readBoolean(JsonParser in) {
    return in.getBooleanValue(); // which throws at anything else
  }

  /** Writes a truth value, or null. */
  public static void writeBoolean(Boolean value, JsonGenerator out) {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeBoolean(value);
    }
  }

  /** Reads a text. */
  public static String readString(JsonParser in) {
    expect(JsonToken.VALUE_STRING, in);
    return in.getString();
  }

  /** Reads a text; null is the empty one. */
  public static String readStringOrNull(JsonParser in) {
    return in.hasToken(JsonToken.VALUE_NULL) ? "" : readString(in);
  }

  /** Writes a text, or null. */
  public static void writeString(String value, JsonGenerator out) {
    out.writeString(value);
  }

  /** Reads a whole number; null is none. */
  public static OptionalLong readOptionalLong(JsonParser in) {
    return in.hasToken(JsonToken.VALUE_NULL) ? OptionalLong.empty() : OptionalLong.of(readLong(in));
  }

  /** Writes a whole number; none is null. */
  public static void writeOptionalLong(OptionalLong value, JsonGenerator out) {
    if (value != null && value.isPresent()) {
      out.writeNumber(value.getAsLong());
    } else {
      out.writeNull();
    }
  }

  /** Reads any value. */
  public static JsonNode readNode(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        for (String key = in.nextName(); key != null; key = in.nextName()) {
          in.nextToken();
          object.set(key, readNode(in));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          array.add(readNode(in));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(in.getString());
      case VALUE_NUMBER_INT ->
          switch (in.getNumberType()) {
            case INT -> NODES.numberNode(in.getIntValue());
            case LONG -> NODES.numberNode(in.getLongValue());
            default -> NODES.numberNode(in.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(in.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw irregular(in);
    };
  }

  /** Writes any value. */
  public static void writeNode(JsonNode value, JsonGenerator out) {
    if (value == null) {
      out.writeNull();
      return;
    }
    switch (value.getNodeType()) {
      case OBJECT -> {
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> property : value.properties()) {
          out.writeName(property.getKey());
          writeNode(property.getValue(), out);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonNode element : value) {
          writeNode(element, out);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(value.stringValue());
      case NUMBER -> writeNumber(value, out);
      case BOOLEAN -> out.writeBoolean(value.booleanValue());
      case NULL -> out.writeNull();
      // What no line of JSON brings: a tree in which code has put it.
      case BINARY, MISSING, POJO -> out.writePOJO(value);
    }
  }

  private static void writeNumber(JsonNode value, JsonGenerator out) {
    switch (value.numberType()) {
      case INT -> out.writeNumber(value.intValue());
      case LONG -> out.writeNumber(value.longValue());
      case BIG_INTEGER -> out.writeNumber(value.bigIntegerValue());
      case FLOAT -> out.writeNumber(value.floatValue());
      case DOUBLE -> out.writeNumber(value.doubleValue());
      case BIG_DECIMAL -> out.writeNumber(value.decimalValue());
    }
  }
}
