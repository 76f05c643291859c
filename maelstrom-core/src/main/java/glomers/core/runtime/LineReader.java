package glomers.core.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes where lines end, a chunk at a time: whatever can be read at once comes in
 * one go, so that a busy stream costs few calls and a quiet one is never kept waiting. Not
 * thread-safe.
 */
final class LineReader {

  /** Takes what was read. */
  interface LineSink {

    /**
     * Whole lines, of which all but the stream's last one end with a line feed: a slice of an array
     * that is overwritten by later reading.
     */
    void lines(byte[] bytes, int from, int to);

    /** A line that was longer than allowed, and was skipped. */
    void tooLong(long length);
  }

  private final InputStream in;
  private final int chunkBytes;
  private final int maxLineBytes;

  /** Begins with what was read of a line that did not end yet. */
  private byte[] buffer;

  private int unfinishedBytes;
  private long skippedBytes;

  /**
   * A reader of the given stream.
   *
   * @param chunkBytes how much to read at once at most, but for a line that is longer
   * @param maxLineBytes how long a line may be; a longer one is skipped, so that memory stays
   *     bounded
   */
  LineReader(InputStream in, int chunkBytes, int maxLineBytes) {
    this.in = in;
    this.chunkBytes = chunkBytes;
    this.maxLineBytes = maxLineBytes;
    this.buffer = new byte[chunkBytes];
  }

  /**
   * Reads a chunk and hands on the lines that end in it; at the stream's end also what stands after
   * its last line's end.
   *
   * @return the number of bytes read, or -1 at the end
   */
  int readChunk(LineSink sink) throws IOException {
    makeRoom();
    int count = in.read(buffer, unfinishedBytes, buffer.length - unfinishedBytes);
    if (count < 0) {
      if (unfinishedBytes > 0) {
        sink.lines(buffer, 0, unfinishedBytes);
      }
      unfinishedBytes = 0;
      return -1;
    }
    int end = unfinishedBytes + count;
    int from = skippedBytes == 0 ? 0 : endOfSkippedLine(end, sink);
    int to = end;
    int read = Math.max(from, unfinishedBytes);
    while (to > read && buffer[to - 1] != '\n') {
      to--;
    }
    if (to > read) {
      sink.lines(buffer, from, to);
    } else {
      to = from;
    }
    keep(to, end);
    return count;
  }

  /**
   * A long line is read in ever larger chunks, or moving its start each time would be quadratic
   * work.
   */
  private void makeRoom() {
    if (unfinishedBytes > buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    } else if (buffer.length > chunkBytes && unfinishedBytes <= chunkBytes / 2) {
      buffer = Arrays.copyOf(buffer, chunkBytes);
    }
  }

  /** Where what follows the line begins that is skipped; the chunk's end if that is all it. */
  private int endOfSkippedLine(int end, LineSink sink) {
    for (int i = 0; i < end; i++) {
      if (buffer[i] == '\n') {
        sink.tooLong(skippedBytes + i);
        skippedBytes = 0;
        return i + 1;
      }
    }
    return end;
  }

  private void keep(int from, int end) {
    if (skippedBytes > 0 || end - from > maxLineBytes) {
      skippedBytes += skippedBytes > 0 ? end : end - from;
      unfinishedBytes = 0;
    } else {
      unfinishedBytes = end - from;
      System.arraycopy(buffer, from, buffer, 0, unfinishedBytes);
    }
  }
}
