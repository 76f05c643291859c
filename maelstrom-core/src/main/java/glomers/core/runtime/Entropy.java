package glomers.core.runtime;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Unpredictable numbers, from where the system keeps them. {@link SecureRandom} reads the same
 * place, but looks through all security providers first, which takes a starting process longer than
 * all of its own work for {@code init}.
 */
final class Entropy {

  private static final String SOURCE = "/dev/urandom";

  private Entropy() {}

  /** 64 unpredictable bits. */
  static long nextLong() {
    try (InputStream source = new FileInputStream(SOURCE)) {
      byte[] bytes = source.readNBytes(Long.BYTES);
      if (bytes.length == Long.BYTES) {
        return ByteBuffer.wrap(bytes).getLong();
      }
    } catch (IOException e) {
      // A system without it: the long way.
    }
    return new SecureRandom().nextLong();
  }
}
