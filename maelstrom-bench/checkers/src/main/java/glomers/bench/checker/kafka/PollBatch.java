package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import java.util.OptionalLong;

/**
 * What one successful poll returned of one key.
 *
 * @param poll the operation
 * @param position the offset that the client asked from, if it named one
 * @param offsets the offsets returned, in the order of the reply; possibly none
 * @param messages the {@linkplain KeyHistory#message number} of the message at each of them
 * @param previous the place among {@link KeyHistory#batches} of the same client's batch before this
 *     one that held something, unless the client took up another position in between; else {@link
 *     #NONE}
 */
record PollBatch(
    Operation poll, OptionalLong position, long[] offsets, int[] messages, int previous) {

  /** No previous batch. */
  static final int NONE = -1;

  boolean isEmpty() {
    return offsets.length == 0;
  }

  long firstOffset() {
    return offsets[0];
  }

  long lastOffset() {
    return offsets[offsets.length - 1];
  }

  long maxOffset() {
    long max = offsets[0];
    for (long offset : offsets) {
      max = Math.max(max, offset);
    }
    return max;
  }

  /**
   * The lowest offset that this poll would have had to return; only for a batch that is not empty.
   */
  long startOffset() {
    return position.orElse(offsets[0]);
  }

  boolean isAscending() {
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] <= offsets[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
