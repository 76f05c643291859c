package glomers.bench.workload;

import glomers.bench.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Makes values long on their way to the nodes, and short again on their way back. So nodes store
 * and send values of any size, while histories and checkers have the short ones, no two of which
 * become one. What does not come back as it went is left as it came, and is none of the values that
 * anybody sent.
 */
public final class Padding {

  /** How short a padded value can be: as long as the longest short one, and the mark behind it. */
  public static final int MIN_BYTES = 32;

  private static final char MARK = ':';
  private static final char FILLER = 'x';

  private final int bytes;

  /**
   * Padding to a length.
   *
   * @param bytes how long values are made; 0 to leave all as they are
   */
  Padding(int bytes) {
    this.bytes = bytes;
  }

  /** Whether it changes anything. */
  boolean isNone() {
    return bytes == 0;
  }

  /** A short value as it is sent. */
  JsonNode padded(JsonNode value) {
    if (bytes == 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(bytes).append(value).append(MARK);
    text.repeat(FILLER, Math.max(0, bytes - text.length()));
    return Json.text(text.toString());
  }

  /** The short value of one that came back. */
  JsonNode plain(JsonNode value) {
    if (bytes == 0 || !value.isString()) {
      return value;
    }
    String text = value.asString();
    int mark = text.lastIndexOf(MARK);
    if (mark < 0 || !isFilled(text, mark + 1)) {
      return value;
    }
    try {
      return Json.parse(text.substring(0, mark));
    } catch (JacksonException e) {
      return value;
    }
  }

  /** The short values of a list of those that came back; null stays null. */
  JsonNode plainList(JsonNode values) {
    if (isNone() || values.isNull()) {
      return values;
    }
    ArrayNode plain = Json.array();
    values.forEach(value -> plain.add(plain(value)));
    return plain;
  }

  private boolean isFilled(String text, int from) {
    if (text.length() != Math.max(bytes, from)) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) != FILLER) {
        return false;
      }
    }
    return true;
  }
}
