package glomers.core.runtime;

import glomers.core.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Gathers messages as lines and writes them out many at a time. Only whole lines leave it, unless
 * the stream breaks. Not thread-safe.
 */
final class MessageWriter {

  /** How much to gather before it is written even though nobody asked for a flush. */
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageCodec codec;
  private final OutputStream out;
  private final Lines lines = new Lines();

  MessageWriter(MessageCodec codec, OutputStream out) {
    this.codec = codec;
    this.out = out;
  }

  /** Whole lines, and perhaps one that is being written. */
  private static final class Lines extends ByteArrayOutputStream {
    Lines() {
      super(2 * BUFFER_BYTES);
    }

    void cutOffAt(int size) {
      count = size;
    }
  }

  /** Gathers a message. One that cannot be encoded leaves nothing behind. */
  void write(Message<?> message) {
    int before = lines.size();
    try {
      codec.encode(message, lines);
    } catch (RuntimeException e) {
      lines.cutOffAt(before);
      throw e;
    }
    lines.write('\n');
    if (lines.size() >= BUFFER_BYTES) {
      flush();
    }
  }

  /**
   * Writes out what was gathered.
   *
   * @throws UncheckedIOException if nobody reads any more
   */
  void flush() {
    if (lines.size() == 0) {
      return;
    }
    try {
      lines.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.reset();
  }
}
