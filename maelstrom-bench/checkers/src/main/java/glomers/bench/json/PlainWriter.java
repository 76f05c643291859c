package glomers.bench.json;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes messages of plain trees: texts of ASCII that need no escapes, whole numbers of 64 bits,
 * truths, nulls, lists and objects of these. What it writes is what Jackson would write; whatever
 * else is in a tree is left to Jackson. Not thread-safe: each thread has its own.
 */
final class PlainWriter {

  private static final int MAX_KEPT_BYTES = 1 << 20;
  private static final int MAX_NUMBER_CHARS = 20;
  private static final ThreadLocal<PlainWriter> OF_THREAD =
      ThreadLocal.withInitial(PlainWriter::new);

  private byte[] buffer = new byte[1024];
  private int count;
  private boolean isPlain;

  private PlainWriter() {}

  /** The present thread's own. */
  static PlainWriter ofThread() {
    return OF_THREAD.get();
  }

  /**
   * A message with its envelope, on one line; empty if something about it is not plain.
   *
   * @param msgId a number to follow the body's first key
   */
  Optional<byte[]> message(String src, String dest, OptionalLong msgId, ObjectNode body) {
    count = 0;
    isPlain = true;
    put("{\"src\":");
    text(src);
    put(",\"dest\":");
    text(dest);
    put(",\"body\":{");
    boolean isFirst = true;
    for (Map.Entry<String, JsonNode> property : body.properties()) {
      property(property, isFirst);
      if (isFirst && msgId.isPresent()) {
        put(",\"msg_id\":");
        number(msgId.getAsLong());
      }
      isFirst = false;
    }
    put("}}");
    Optional<byte[]> message =
        isPlain ? Optional.of(Arrays.copyOf(buffer, count)) : Optional.empty();
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[MAX_KEPT_BYTES];
    }
    return message;
  }

  private void property(Map.Entry<String, JsonNode> property, boolean isFirst) {
    if (!isFirst) {
      put((byte) ',');
    }
    text(property.getKey());
    put((byte) ':');
    value(property.getValue());
  }

  private void value(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        put((byte) '{');
        boolean isFirst = true;
        for (Map.Entry<String, JsonNode> property : value.properties()) {
          property(property, isFirst);
          isFirst = false;
        }
        put((byte) '}');
      }
      case ARRAY -> {
        put((byte) '[');
        boolean isFirst = true;
        for (JsonNode element : value) {
          if (!isFirst) {
            put((byte) ',');
          }
          value(element);
          isFirst = false;
        }
        put((byte) ']');
      }
      case STRING -> text(value.stringValue());
      case NUMBER -> {
        if (value.isInt() || value.isLong()) {
          number(value.longValue());
        } else {
          isPlain = false;
        }
      }
      case BOOLEAN -> put(value.booleanValue() ? "true" : "false");
      case NULL -> put("null");
      case BINARY, MISSING, POJO -> isPlain = false;
    }
  }

  private void text(String text) {
    int length = text.length();
    makeRoom(length + 2);
    byte[] bytes = buffer;
    int place = count;
    bytes[place++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        isPlain = false;
      }
      bytes[place++] = (byte) c;
    }
    bytes[place++] = '"';
    count = place;
  }

  private void number(long number) {
    if (number == Long.MIN_VALUE) {
      put("-9223372036854775808");
      return;
    }
    makeRoom(MAX_NUMBER_CHARS);
    if (number < 0) {
      buffer[count++] = '-';
    }
    long rest = Math.abs(number);
    int digits = digits(rest);
    for (int place = count + digits - 1; place >= count; place--) {
      buffer[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    count += digits;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long bound = 10; number >= bound && digits < MAX_NUMBER_CHARS - 1; bound *= 10) {
      digits++;
    }
    return digits;
  }

  private void put(String plain) {
    int length = plain.length();
    makeRoom(length);
    for (int i = 0; i < length; i++) {
      buffer[count++] = (byte) plain.charAt(i);
    }
  }

  private void put(byte value) {
    makeRoom(1);
    buffer[count++] = value;
  }

  private void makeRoom(int bytes) {
    if (count + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(count + bytes, 2 * buffer.length));
    }
  }
}
