package glomers.core.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, a chunk at a time: whatever can be read at once comes in one
 * go, so that a busy stream costs few calls and a quiet one is never kept waiting. Not thread-safe.
 */
final class LineReader {

  /** Takes lines as slices of a shared array that later reading does not touch. */
  interface LineSink {
    void line(byte[] bytes, int offset, int length);

    /** A line that was longer than allowed, and was skipped. */
    void tooLong(long length);
  }

  private final InputStream in;
  private final int chunkBytes;
  private final int maxLineBytes;
  private byte[] unfinished = new byte[0];
  private long skippedBytes;

  /**
   * A reader of the given stream.
   *
   * @param chunkBytes how much to read at once at most
   * @param maxLineBytes how long a line may be; a longer one is skipped, so that memory stays
   *     bounded
   */
  LineReader(InputStream in, int chunkBytes, int maxLineBytes) {
    this.in = in;
    this.chunkBytes = chunkBytes;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Reads a chunk and hands on the lines that end in it; at the stream's end also what stands after
   * its last line's end.
   *
   * @return the number of bytes read, or -1 at the end
   */
  int readChunk(LineSink sink) throws IOException {
    // Lines go to another thread as slices of this array, so each chunk gets its own. A line that
    // did not
    // end yet is moved to the front of the next.
    byte[] chunk = Arrays.copyOf(unfinished, unfinished.length + nextReadBytes());
    int start = unfinished.length;
    int count = in.read(chunk, start, chunk.length - start);
    if (count < 0) {
      if (start > 0 && skippedBytes == 0) {
        emit(sink, unfinished, 0, start);
      }
      unfinished = new byte[0];
      return -1;
    }
    int end = start + count;
    int lineStart = 0;
    for (int i = start; i < end; i++) {
      if (chunk[i] == '\n') {
        if (skippedBytes > 0) {
          sink.tooLong(skippedBytes + i - lineStart);
          skippedBytes = 0;
        } else {
          emit(sink, chunk, lineStart, i - lineStart);
        }
        lineStart = i + 1;
      }
    }
    if (skippedBytes > 0 || end - lineStart > maxLineBytes) {
      skippedBytes += end - lineStart;
      unfinished = new byte[0];
    } else {
      unfinished = Arrays.copyOfRange(chunk, lineStart, end);
    }
    return count;
  }

  /**
   * A long line is read in ever larger chunks, or moving its start each time would be quadratic
   * work.
   */
  private int nextReadBytes() {
    return Math.max(chunkBytes, unfinished.length);
  }

  private static void emit(LineSink sink, byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!isBlank(bytes[i])) {
        sink.line(bytes, offset, length);
        return;
      }
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
