package glomers.core.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Reads plain JSON for as much of Jackson's interface as codecs use, many messages one after the
 * other, and throws {@link NotPlain} at all else. What it accepts Jackson would read in the same
 * way. A parser of Jackson's own is ready for everything, which makes each of them costly to begin
 * with. Not thread-safe.
 */
final class PlainParser extends JsonParserDelegate {

  private static final int MAX_DEPTH = 60;

  /** Whole numbers of so many digits have 64 bits at most. */
  private static final int MAX_DIGITS = 18;

  /** Texts such as names of keys, of nodes and of their incarnations come again and again. */
  private static final int MAX_KNOWN_TEXT_BYTES = 32;

  /** Room for those of a thousand nodes. */
  private static final int KNOWN_TEXTS = 1 << 13;

  private static final int MAX_NAME_BYTES = 1_000;
  private static final byte[] NOTHING = {};

  private final String[] knownTexts = new String[KNOWN_TEXTS];
  private byte[] bytes = NOTHING;
  private int begin;
  private int at;
  private int end;
  private JsonToken token;
  private int depth;

  /** For each level that is open, from the lowest bit on, whether it is an object. */
  private long objects;

  private int textStart;
  private int textLength;
  private int textHash;
  private long number;

  /** A parser that waits for something to read. */
  PlainParser() {
    super(null);
  }

  /** Begins to read a slice of the bytes. */
  PlainParser of(byte[] source, int offset, int length) {
    bytes = source;
    begin = offset;
    at = offset;
    end = offset + length;
    token = null;
    depth = 0;
    return this;
  }

  @Override
  public void close() {
    bytes = NOTHING;
    begin = 0;
    at = 0;
    end = 0;
  }

  @Override
  public JsonToken nextToken() {
    int next = peek();
    if (depth == 0) {
      token = next == 0 && at == end ? null : value(next);
    } else if (!isInObject()) {
      token = next == ']' ? close(JsonToken.END_ARRAY) : value(afterComma(next));
    } else if (token == JsonToken.PROPERTY_NAME) {
      token = value(next);
    } else {
      token = next == '}' ? close(JsonToken.END_OBJECT) : name(afterComma(next));
    }
    return token;
  }

  private boolean isInObject() {
    return (objects >>> depth & 1) != 0;
  }

  private int afterComma(int next) {
    if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
      return next;
    }
    if (next != ',') {
      throw NotPlain.INSTANCE;
    }
    at++;
    return peek();
  }

  private JsonToken close(JsonToken bracket) {
    at++;
    depth--;
    return bracket;
  }

  private JsonToken open(long isObject, JsonToken bracket) {
    at++;
    if (++depth > MAX_DEPTH) {
      throw NotPlain.INSTANCE;
    }
    objects = objects & ~(1L << depth) | isObject << depth;
    return bracket;
  }

  private JsonToken name(int next) {
    if (next != '"') {
      throw NotPlain.INSTANCE;
    }
    text();
    if (textLength > MAX_NAME_BYTES || peek() != ':') {
      throw NotPlain.INSTANCE;
    }
    at++;
    return JsonToken.PROPERTY_NAME;
  }

  private JsonToken value(int next) {
    return switch (next) {
      case '{' -> open(1, JsonToken.START_OBJECT);
      case '[' -> open(0, JsonToken.START_ARRAY);
      case '"' -> {
        text();
        yield JsonToken.VALUE_STRING;
      }
      case 't' -> word("true", JsonToken.VALUE_TRUE);
      case 'f' -> word("false", JsonToken.VALUE_FALSE);
      case 'n' -> word("null", JsonToken.VALUE_NULL);
      default -> number(next);
    };
  }

  private JsonToken word(String word, JsonToken value) {
    for (int i = 0; i < word.length(); i++) {
      if (at == end || bytes[at++] != word.charAt(i)) {
        throw NotPlain.INSTANCE;
      }
    }
    return value;
  }

  private JsonToken number(int next) {
    boolean isNegative = next == '-';
    int start = isNegative ? at + 1 : at;
    int place = start;
    long value = 0;
    while (place < end) {
      int digit = bytes[place] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = 10 * value + digit;
      place++;
    }
    int digits = place - start;
    if (digits == 0
        || digits > MAX_DIGITS
        || bytes[start] == '0' && (digits > 1 || isNegative)
        || place == end
        || !endsNumber(bytes[place])) {
      throw NotPlain.INSTANCE;
    }
    at = place;
    number = isNegative ? -value : value;
    return JsonToken.VALUE_NUMBER_INT;
  }

  private static boolean endsNumber(byte next) {
    return next == ',' || next == ']' || next == '}' || next == ' ';
  }

  /** Steps over a text, and notes where it is. */
  private void text() {
    int start = at + 1;
    int place = start;
    int hash = 0;
    while (place < end) {
      byte next = bytes[place];
      if (next == '"') {
        textStart = start;
        textLength = place - start;
        textHash = hash;
        at = place + 1;
        return;
      }
      if (next < ' ' || next == '\\') { // a control character, or a byte of one beyond ASCII
        break;
      }
      hash = 31 * hash + next;
      place++;
    }
    throw NotPlain.INSTANCE;
  }

  /** The next byte that is no space; 0 at the end. */
  private int peek() {
    while (at < end) {
      byte next = bytes[at];
      if (next != ' ') {
        return next;
      }
      at++;
    }
    return 0;
  }

  @Override
  public String nextName() {
    return nextToken() == JsonToken.PROPERTY_NAME ? getString() : null;
  }

  /** A name or a text. Short ones come again and again, and are kept. */
  @Override
  public String getString() {
    if (token != JsonToken.VALUE_STRING && token != JsonToken.PROPERTY_NAME) {
      throw NotPlain.INSTANCE;
    }
    if (textLength > MAX_KNOWN_TEXT_BYTES) {
      return newText();
    }
    int slot = (textHash ^ textHash >>> 13) & KNOWN_TEXTS - 1;
    String known = knownTexts[slot];
    if (known == null || !isText(known)) {
      known = newText();
      knownTexts[slot] = known;
    }
    return known;
  }

  private String newText() {
    return new String(bytes, textStart, textLength, StandardCharsets.ISO_8859_1);
  }

  private boolean isText(String known) {
    if (known.length() != textLength) {
      return false;
    }
    for (int i = 0; i < textLength; i++) {
      if (bytes[textStart + i] != known.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public JsonToken currentToken() {
    return token;
  }

  @Override
  public boolean hasToken(JsonToken wanted) {
    return token == wanted;
  }

  @Override
  public JsonParser skipChildren() {
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      int outside = depth - 1;
      while (depth > outside) {
        nextToken();
      }
    }
    return this;
  }

  @Override
  public long getLongValue() {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw NotPlain.INSTANCE;
    }
    return number;
  }

  @Override
  public int getIntValue() {
    long value = getLongValue();
    if (value != (int) value) {
      throw NotPlain.INSTANCE;
    }
    return (int) value;
  }

  @Override
  public NumberType getNumberType() {
    long value = getLongValue();
    return value == (int) value ? NumberType.INT : NumberType.LONG;
  }

  @Override
  public BigInteger getBigIntegerValue() {
    throw NotPlain.INSTANCE;
  }

  @Override
  public BigDecimal getDecimalValue() {
    throw NotPlain.INSTANCE;
  }

  @Override
  public boolean getBooleanValue() {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw NotPlain.INSTANCE;
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Its texts are never spread out as characters. */
  @Override
  public boolean hasStringCharacters() {
    return false;
  }

  @Override
  public TokenStreamLocation currentLocation() {
    return location(at);
  }

  /** Where an object or an array begins; it is not kept for other tokens. */
  @Override
  public TokenStreamLocation currentTokenLocation() {
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      throw NotPlain.INSTANCE;
    }
    return location(at - 1);
  }

  private TokenStreamLocation location(int place) {
    int bytesBefore = place - begin;
    return new TokenStreamLocation(
        ContentReference.unknown(), bytesBefore, bytesBefore, 1, bytesBefore + 1);
  }
}
