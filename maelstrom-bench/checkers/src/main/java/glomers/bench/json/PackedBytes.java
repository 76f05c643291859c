package glomers.bench.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that numbers and texts are put into one behind the other. Not thread-safe. */
final class PackedBytes {

  private byte[] bytes = new byte[64];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Takes back what was put after the first so many bytes. */
  void cutTo(int length) {
    size = length;
  }

  /** Copies all to a place in an array; returns the place behind it. */
  int copyTo(byte[] target, int place) {
    System.arraycopy(bytes, 0, target, place, size);
    return place + size;
  }

  void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Seven bits a byte, the lowest first; the last byte has no eighth bit. */
  void putNumber(long number) {
    reserve(10);
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number that may be below zero, but hardly ever far from it. */
  void putSigned(long number) {
    putNumber(number << 1 ^ number >> 63);
  }

  /** A text: as UTF-8, or, if it has parts of what UTF-8 can only say whole, as its characters. */
  void putText(String text) {
    if (hasSurrogates(text)) {
      putNumber(2L * text.length() + 1);
      text.chars().forEach(this::putNumber);
      return;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    putNumber(2L * encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** Reads what was put. */
  static final class Reader {
    private final byte[] bytes;
    private int place;

    Reader(byte[] bytes, int place) {
      this.bytes = bytes;
      this.place = place;
    }

    int next() {
      return bytes[place++];
    }

    void skip(int count) {
      place += count;
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[place++];
        number |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    long signed() {
      long number = number();
      return number >>> 1 ^ -(number & 1);
    }

    String text() {
      long length = number();
      if ((length & 1) == 1) {
        char[] chars = new char[(int) (length >>> 1)];
        for (int i = 0; i < chars.length; i++) {
          chars[i] = (char) number();
        }
        return new String(chars);
      }
      int count = (int) (length >>> 1);
      place += count;
      return new String(bytes, place - count, count, StandardCharsets.UTF_8);
    }
  }
}
