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

  /** What was written so far. The array is the caller's: nothing is written into it any more. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int before = bytes.length;
    if (before == 0) {
      bytes = Arrays.copyOfRange(source, offset, offset + length);
    } else {
      bytes = Arrays.copyOf(bytes, before + length);
      System.arraycopy(source, offset, bytes, before, length);
    }
  }
}
