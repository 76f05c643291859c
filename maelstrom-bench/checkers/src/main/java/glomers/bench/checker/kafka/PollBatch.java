package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What one successful poll returned of one key: at least one message. Most batches hold offsets
 * without a gap, of which the first says all.
 */
final class PollBatch {

  /** No previous batch. */
  static final int NONE = -1;

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Operation poll;
  private final long position;
  private final long firstOffset;

  /** How far each offset is from the first; none where each follows on the one before. */
  private final long[] distances;

  private final int[] messages;
  private final int previous;

  /**
   * A batch.
   *
   * @param poll the operation
   * @param position the offset that the client asked from, if it named one
   * @param offsets the offsets returned, in the order of the reply
   * @param messages the {@linkplain KeyHistory#message number} of the message at each of them;
   *     nobody may change them
   * @param previous the place among {@link KeyHistory#batches} of the same client's batch before
   *     this one, unless the client took up another position in between; else {@link #NONE}
   */
  PollBatch(Operation poll, OptionalLong position, long[] offsets, int[] messages, int previous) {
    this.poll = poll;
    this.position = position.orElse(UNKNOWN);
    this.firstOffset = offsets[0];
    this.distances = hasNoGap(offsets) ? new long[0] : distances(offsets);
    this.messages = messages;
    this.previous = previous;
  }

  private static boolean hasNoGap(long[] offsets) {
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] != offsets[0] + i) {
        return false;
      }
    }
    return true;
  }

  private static long[] distances(long[] offsets) {
    return Arrays.stream(offsets).map(offset -> offset - offsets[0]).toArray();
  }

  Operation poll() {
    return poll;
  }

  OptionalLong position() {
    return position == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(position);
  }

  int previous() {
    return previous;
  }

  /** How many messages were returned. */
  int size() {
    return messages.length;
  }

  long offset(int place) {
    return firstOffset + (distances.length == 0 ? place : distances[place]);
  }

  /** The number of the message at a place. */
  int message(int place) {
    return messages[place];
  }

  long firstOffset() {
    return firstOffset;
  }

  long lastOffset() {
    return offset(size() - 1);
  }

  long maxOffset() {
    long max = lastOffset();
    for (long distance : distances) {
      max = Math.max(max, firstOffset + distance);
    }
    return max;
  }

  /** The lowest offset that this poll would have had to return. */
  long startOffset() {
    return position().orElse(firstOffset);
  }

  boolean isAscending() {
    for (int i = 1; i < distances.length; i++) {
      if (distances[i] <= distances[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
