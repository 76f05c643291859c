package glomers.core.runtime;

import java.util.Arrays;

/**
 * Looks a line through for its verb before it is read, so that it can be read at once: {@code type}
 * often stands behind what it gives a meaning to. It is a guess, since a line may be anything; what
 * it finds in a regular line is right.
 */
final class VerbFinder {

  private static final byte[] TYPE = {'"', 't', 'y', 'p', 'e', '"'};
  private static final int BODY_DEPTH = 2;

  private final byte[] bytes;
  private final int end;
  private int start = -1;
  private int length;

  /** Looks through a slice of the bytes. */
  VerbFinder(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.end = offset + length;
    find(offset);
  }

  /** Whether it has found this verb. */
  boolean found(byte[] verb) {
    return start >= 0
        && length == verb.length
        && Arrays.equals(bytes, start, start + length, verb, 0, length);
  }

  private void find(int offset) {
    int depth = 0;
    for (int i = offset; i < end; i++) {
      switch (bytes[i]) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          int close = closingQuote(i);
          if (depth == BODY_DEPTH && isType(i, close)) {
            int colon = skipBlanks(close + 1);
            int value = skipBlanks(colon + 1);
            if (colon < end && bytes[colon] == ':' && value < end && bytes[value] == '"') {
              start = value + 1;
              length = closingQuote(value) - start;
              return;
            }
          }
          i = close;
        }
        default -> {}
      }
    }
  }

  private boolean isType(int open, int close) {
    return close - open == TYPE.length - 1
        && Arrays.equals(bytes, open, close + 1, TYPE, 0, TYPE.length);
  }

  /** The place of the quotation mark that ends the text, or the slice's end. */
  private int closingQuote(int open) {
    int i = open + 1;
    while (i < end && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, end);
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }
}
