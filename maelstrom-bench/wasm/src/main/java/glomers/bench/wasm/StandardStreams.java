package glomers.bench.wasm;

import glomers.bench.node.NodeSurroundings;
import glomers.bench.node.RecentLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A program's STDIN, which the network fills, its STDOUT, which goes there, and its STDERR. */
final class StandardStreams {

  static final int STDIN = 0;
  static final int STDOUT = 1;
  static final int STDERR = 2;

  private static final int MAX_LOG_LINE_BYTES = 64 << 10;

  private final Deque<byte[]> input = new ArrayDeque<>();
  private int firstReadBytes;
  private long availableBytes;
  private final RecentLines outputLines = new RecentLines();
  private final RecentLines errorLines = new RecentLines();
  private final LineBuffer output;
  private final LineBuffer errors;
  private final int[] flags = new int[3];

  StandardStreams(NodeSurroundings surroundings) {
    output =
        new LineBuffer(
            NodeSurroundings.MAX_LINE_BYTES + 1,
            line -> {
              outputLines.add(new String(line, StandardCharsets.UTF_8));
              surroundings.say(line);
            });
    errors =
        new LineBuffer(
            MAX_LOG_LINE_BYTES,
            line -> {
              String text = new String(line, StandardCharsets.UTF_8);
              errorLines.add(text);
              surroundings.log(text);
            });
  }

  /** Whether the descriptor is one of the three. */
  static boolean isStandard(int descriptor) {
    return descriptor >= STDIN && descriptor <= STDERR;
  }

  /** Adds to what can be read from STDIN. */
  void deliver(byte[] bytes) {
    input.add(bytes);
    availableBytes += bytes.length;
  }

  /** How much can be read from STDIN without waiting. */
  long availableBytes() {
    return availableBytes;
  }

  /** Reads what there is, at most as much as fits; returns how much it was. */
  int read(byte[] target) {
    int count = 0;
    while (count < target.length && !input.isEmpty()) {
      byte[] first = input.getFirst();
      int part = Math.min(target.length - count, first.length - firstReadBytes);
      System.arraycopy(first, firstReadBytes, target, count, part);
      count += part;
      firstReadBytes += part;
      if (firstReadBytes == first.length) {
        input.removeFirst();
        firstReadBytes = 0;
      }
    }
    availableBytes -= count;
    return count;
  }

  /** Writes to STDOUT or STDERR. */
  void write(int descriptor, byte[] bytes) {
    (descriptor == STDOUT ? output : errors).write(bytes);
  }

  /** Says that nothing more will be written. */
  void end() {
    errors.flushRest();
  }

  /** The flags that the program has set, as WASI's {@code fdflags}. */
  int flags(int descriptor) {
    return flags[descriptor];
  }

  void setFlags(int descriptor, int value) {
    flags[descriptor] = value;
  }

  /** What was written last, for people, as paragraphs. */
  String lastWords() {
    return errorLines.under("STDERR") + outputLines.under("STDOUT");
  }
}
