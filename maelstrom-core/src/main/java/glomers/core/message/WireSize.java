package glomers.core.message;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How much room values take in a message: what a node needs to know that keeps its messages below
 * what a receiver reads as one line.
 */
public final class WireSize {

  /** Where to end a message between nodes: well below what a receiver takes as one line. */
  public static final long MAX_MESSAGE_BYTES = 1 << 20;

  /** Quotation marks, a comma or a colon. */
  private static final int PUNCTUATION_BYTES = 4;

  /** No number, true, false or null that a client sends is longer, as a rule. */
  private static final int SHORT_VALUE_BYTES = 24;

  /** A character beyond ASCII takes at most so many in UTF-8. */
  private static final int BYTES_PER_WIDE_CHARACTER = 3;

  private static final int BYTES_PER_QUOTED_CHARACTER = 2;

  /**
   * A control character, and half a surrogate pair without its other half, is written as a
   * backslash, a u and four digits.
   */
  private static final int BYTES_PER_ESCAPED_CHARACTER = 6;

  private WireSize() {}

  /**
   * At least the number of bytes that a value takes as JSON with the comma after it. For a text in
   * ASCII it is hardly more; what lies beyond is counted as if each character took three bytes.
   */
  public static long of(JsonNode value) {
    long bytes = PUNCTUATION_BYTES;
    if (value.isString()) {
      bytes += of(value.stringValue());
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        bytes += of(property.getKey()) + of(property.getValue());
      }
    } else if (value.isArray()) {
      for (JsonNode element : value) {
        bytes += of(element);
      }
    } else if (value.isBigInteger() || value.isBigDecimal()) {
      bytes += value.asString().length();
    } else {
      bytes += SHORT_VALUE_BYTES;
    }
    return bytes;
  }

  /** The same for a text. */
  public static long of(String text) {
    long bytes = PUNCTUATION_BYTES;
    for (int i = 0; i < text.length(); i++) {
      bytes += of(text.charAt(i));
    }
    return bytes;
  }

  private static int of(char character) {
    if (character < ' ') {
      return BYTES_PER_ESCAPED_CHARACTER;
    }
    if (character < 0x80) {
      return character == '"' || character == '\\' ? BYTES_PER_QUOTED_CHARACTER : 1;
    }
    return Character.isSurrogate(character)
        ? BYTES_PER_ESCAPED_CHARACTER
        : BYTES_PER_WIDE_CHARACTER;
  }
}
