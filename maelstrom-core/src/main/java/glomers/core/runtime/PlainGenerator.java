package glomers.core.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes plain JSON for as much of Jackson's interface as codecs use, many messages one after the
 * other, and throws {@link NotPlain} at all else. What it writes is what Jackson would write. Not
 * thread-safe.
 */
final class PlainGenerator extends JsonGeneratorDelegate {

  private static final int MAX_KEPT_BYTES = 1 << 20;
  private static final int MAX_NUMBER_CHARS = 20;

  private byte[] buffer = new byte[1 << 10];
  private int count;

  /** Whether a comma stands before what comes next, unless that ends something. */
  private boolean isFollowing;

  /** A generator that has written nothing. */
  PlainGenerator() {
    super(null);
  }

  /** Begins a message. */
  PlainGenerator begin() {
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[MAX_KEPT_BYTES];
    }
    count = 0;
    isFollowing = false;
    return this;
  }

  /** Hands over what was written. */
  void writeTo(OutputStream out) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JsonGenerator writeStartObject() {
    return open('{');
  }

  @Override
  public JsonGenerator writeEndObject() {
    return close('}');
  }

  @Override
  public JsonGenerator writeStartArray() {
    return open('[');
  }

  @Override
  public JsonGenerator writeEndArray() {
    return close(']');
  }

  private JsonGenerator open(char bracket) {
    beginValue(1);
    buffer[count++] = (byte) bracket;
    isFollowing = false;
    return this;
  }

  private JsonGenerator close(char bracket) {
    makeRoom(1);
    buffer[count++] = (byte) bracket;
    isFollowing = true;
    return this;
  }

  /** Makes room for a value of so many bytes, and for what stands before it. */
  private void beginValue(int bytes) {
    makeRoom(bytes + 1);
    if (isFollowing) {
      buffer[count++] = ',';
    }
    isFollowing = true;
  }

  @Override
  public JsonGenerator writeName(String name) {
    writeString(name);
    makeRoom(1);
    buffer[count++] = ':';
    isFollowing = false;
    return this;
  }

  @Override
  public JsonGenerator writeName(SerializableString name) {
    return writeName(name.getValue());
  }

  @Override
  public JsonGenerator writeString(String text) {
    if (text == null) {
      return writeNull();
    }
    int length = text.length();
    beginValue(length + 2);
    byte[] bytes = buffer;
    int place = count;
    bytes[place++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw NotPlain.INSTANCE;
      }
      bytes[place++] = (byte) c;
    }
    bytes[place++] = '"';
    count = place;
    return this;
  }

  @Override
  public JsonGenerator writeNumber(int number) {
    return writeNumber((long) number);
  }

  @Override
  public JsonGenerator writeNumber(long number) {
    if (number == Long.MIN_VALUE) {
      throw NotPlain.INSTANCE; // it has no positive counterpart
    }
    beginValue(MAX_NUMBER_CHARS);
    if (number < 0) {
      buffer[count++] = '-';
    }
    long rest = Math.abs(number);
    int digits = digits(rest);
    int place = count + digits;
    count = place;
    while (rest > Integer.MAX_VALUE) {
      buffer[--place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    int small = (int) rest;
    do {
      buffer[--place] = (byte) ('0' + small % 10);
      small /= 10;
    } while (small > 0);
    return this;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long bound = 10; number >= bound && digits < MAX_NUMBER_CHARS - 1; bound *= 10) {
      digits++;
    }
    return digits;
  }

  @Override
  public JsonGenerator writeBoolean(boolean truth) {
    return word(truth ? "true" : "false");
  }

  @Override
  public JsonGenerator writeNull() {
    return word("null");
  }

  private JsonGenerator word(String word) {
    beginValue(word.length());
    for (int i = 0; i < word.length(); i++) {
      buffer[count++] = (byte) word.charAt(i);
    }
    return this;
  }

  private void makeRoom(int bytes) {
    if (count + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(count + bytes, 2 * buffer.length));
    }
  }

  @Override
  public JsonGenerator writeNumber(BigInteger number) {
    throw NotPlain.INSTANCE;
  }

  @Override
  public JsonGenerator writeNumber(BigDecimal number) {
    throw NotPlain.INSTANCE;
  }

  @Override
  public JsonGenerator writeNumber(double number) {
    throw NotPlain.INSTANCE;
  }

  @Override
  public JsonGenerator writeNumber(float number) {
    throw NotPlain.INSTANCE;
  }

  @Override
  public JsonGenerator writePOJO(Object value) {
    throw NotPlain.INSTANCE;
  }
}
