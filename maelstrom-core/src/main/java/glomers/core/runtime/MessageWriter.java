package glomers.core.runtime;

import glomers.core.json.BodyCodec;
import glomers.core.message.Body;
import glomers.core.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

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
  private JsonGenerator json;

  MessageWriter(MessageCodec codec, OutputStream out) {
    this.codec = codec;
    this.out = out;
    this.json = codec.generator(lines);
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
    int before = lines.size() + json.streamWriteOutputBuffered();
    try {
      encode(message);
    } catch (RuntimeException e) {
      json.close();
      lines.cutOffAt(before);
      json = codec.generator(lines);
      throw e;
    }
    json.writeRaw('\n');
    if (before >= BUFFER_BYTES) {
      flush();
    }
  }

  private void encode(Message<?> message) {
    Optional<? extends BodyCodec<? extends Body>> own = BodyCodecs.of(message.body().getClass());
    if (own.isPresent()) {
      MessageCodec.write(message, own.get(), json);
    } else {
      json.flush();
      codec.encode(message, lines);
    }
  }

  /**
   * Writes out what was gathered.
   *
   * @throws UncheckedIOException if nobody reads any more
   */
  void flush() {
    json.flush();
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
