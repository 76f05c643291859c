package glomers.core.runtime;

import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/**
 * Turns many lines into messages at once: one parser reads on from line to line as long as these
 * are regular, which costs less than a parser for each, and spares the search for their ends. A
 * line about which anything is not regular is cut out and read by itself: what comes of it is the
 * same, and its neighbours don't suffer. Not thread-safe.
 */
final class LineDecoder {

  /**
   * How far to look for a verb. Beyond that it may be a later line's, and where a line ends is not
   * known yet.
   */
  private static final int MAX_VERB_SEARCH_BYTES = 1 << 10;

  private final MessageCodec codec;

  LineDecoder(MessageCodec codec) {
    this.codec = codec;
  }

  /**
   * Decodes the lines in a slice, whose last one may lack its end, and adds what they turn out to
   * be in their order. Blank lines are none. Nothing refers to the slice afterwards.
   */
  void decode(byte[] bytes, int from, int to, List<Inbound> inbound) {
    int next = skipBlankLines(bytes, from, to);
    while (next < to) {
      next = decodeRegular(bytes, next, to, inbound);
      if (next < to) {
        int end = endOfLine(bytes, next, to);
        inbound.add(codec.decode(Arrays.copyOfRange(bytes, next, end), 0, end - next));
        next = skipBlankLines(bytes, end, to);
      }
    }
  }

  /** Decodes lines up to the first that is not regular, and returns where that one begins. */
  private int decodeRegular(byte[] bytes, int from, int to, List<Inbound> inbound) {
    int start = from;
    int lineNumber = 1;
    try (JsonParser parser = codec.regularParser(bytes, from, to - from)) {
      while (start < to) {
        int searchEnd = Math.min(to, start + MAX_VERB_SEARCH_BYTES);
        Inbound message = codec.readRegular(parser, bytes, from, searchEnd);
        if (message == null) {
          return start;
        }
        TokenStreamLocation end = parser.currentLocation();
        int next = skipBlanks(bytes, from + (int) end.getByteOffset(), to);
        // The parser counts lines itself: it takes line feeds within a message for blanks.
        if (end.getLineNr() != lineNumber || next <= start || next < to && bytes[next] != '\n') {
          return start;
        }
        inbound.add(message instanceof Inbound.Response response ? response.detached() : message);
        while (next < to && isBlankOrLineEnd(bytes[next])) {
          if (bytes[next++] == '\n') {
            lineNumber++;
          }
        }
        start = next;
      }
    } catch (RuntimeException e) {
      // The parser's, and those of records that check what they are given.
    }
    return start;
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int skipBlankLines(byte[] bytes, int from, int to) {
    int next = from;
    while (next < to && isBlankOrLineEnd(bytes[next])) {
      next++;
    }
    return next;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int next = from;
    while (next < to && isBlank(bytes[next])) {
      next++;
    }
    return next;
  }

  private static boolean isBlankOrLineEnd(byte b) {
    return b == '\n' || isBlank(b);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
