package glomers.core.runtime;

import java.util.Arrays;

/**
 * Looks a line through for its verb before it is read, so that it can be read at once: {@code type}
 * often stands behind what it gives a meaning to. What it finds is a guess, since a value of a
 * client's may say {@code type}, too; whoever reads the line sees what is right.
 */
final class VerbFinder {

  private static final byte[] TYPE = {'"', 't', 'y', 'p', 'e', '"'};

  private final byte[] bytes;
  private final int end;
  private int next;
  private int start;
  private int length;

  /** A search through a slice of the bytes. */
  VerbFinder(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    this.next = from;
  }

  /** Goes on to the next text that may be the verb; false if there is none. */
  boolean find() {
    // The key's last byte is looked at first: what is none of the key's bytes is stepped over
    // whole.
    int i = next + TYPE.length - 1;
    while (i < end) {
      switch (bytes[i]) {
        case '"' -> {
          if (Arrays.equals(bytes, i + 1 - TYPE.length, i + 1, TYPE, 0, TYPE.length)
              && findText(i + 1)) {
            next = i + 1;
            return true;
          }
          i += TYPE.length - 1; // the key's first byte may be this one
        }
        case 'e' -> i += 1;
        case 'p' -> i += 2;
        case 'y' -> i += 3;
        case 't' -> i += 4;
        default -> i += TYPE.length;
      }
    }
    return false;
  }

  /** Whether a colon and a text follow. */
  private boolean findText(int from) {
    int colon = skipBlanks(from);
    int open = skipBlanks(colon + 1);
    if (open >= end || bytes[colon] != ':' || bytes[open] != '"') {
      return false;
    }
    int close = open + 1;
    while (close < end && bytes[close] != '"') {
      close++;
    }
    start = open + 1;
    length = close - start;
    return true;
  }

  /** Whether what was found is this verb. */
  boolean found(byte[] verb) {
    return length == verb.length && Arrays.equals(bytes, start, start + length, verb, 0, length);
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }
}
