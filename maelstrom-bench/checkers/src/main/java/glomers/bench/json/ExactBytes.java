package glomers.bench.json;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Keeps what is written to it in an array of just that length. What is written at once, as by a
 * generator that has a buffer of its own, is copied once.
 */
public final class ExactBytes extends OutputStream {

  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int count;

  /** What was written so far. The array is the caller's: nothing is written into it any more. */
  public byte[] bytes() {
    if (count < bytes.length) {
      bytes = Arrays.copyOf(bytes, count);
    }
    return bytes;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (count == 0) {
      bytes = Arrays.copyOfRange(source, offset, offset + length);
    } else {
      if (count + length > bytes.length) {
        // Far more than is asked for, or a long message would be copied with each of its pieces.
        bytes = Arrays.copyOf(bytes, Math.max(count + length, 2 * bytes.length));
      }
      System.arraycopy(source, offset, bytes, count, length);
    }
    count += length;
  }
}
