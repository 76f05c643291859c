package glomers.bench.wasm;

import java.util.Arrays;
import java.util.function.Consumer;

/** Makes lines of what is written bit by bit. */
final class LineBuffer {

  private final int maxBytes;
  private final Consumer<byte[]> lines;
  private byte[] buffer = new byte[256];
  private int size;

  /**
   * A buffer.
   *
   * @param maxBytes how long a line may be: what is longer is cut there
   * @param lines takes each line, without its end
   */
  LineBuffer(int maxBytes, Consumer<byte[]> lines) {
    this.maxBytes = maxBytes;
    this.lines = lines;
  }

  void write(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, start, i);
        flush();
        start = i + 1;
      }
    }
    append(bytes, start, bytes.length);
  }

  private void append(byte[] bytes, int start, int end) {
    int next = start;
    while (next < end) {
      int count = Math.min(end - next, maxBytes - size);
      if (size + count > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(size + count, 2 * buffer.length));
      }
      System.arraycopy(bytes, next, buffer, size, count);
      size += count;
      next += count;
      if (size == maxBytes) {
        flush();
      }
    }
  }

  /** Hands out what there is of a line whose end is still to come. */
  void flushRest() {
    if (size > 0) {
      flush();
    }
  }

  private void flush() {
    byte[] line = Arrays.copyOf(buffer, size);
    size = 0;
    lines.accept(line);
  }
}
