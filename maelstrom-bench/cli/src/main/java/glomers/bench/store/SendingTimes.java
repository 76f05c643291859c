package glomers.bench.store;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * When messages were sent, as long as that is of interest: of so many of the latest that one which
 * has been under way for longer hardly ever arrives. So a run may last for days. Not thread-safe.
 */
final class SendingTimes {

  private static final int MAX_KEPT = 1 << 21;

  private long[] ids = {-1};
  private long[] nanos = {0};

  /** Notes when a message was sent. */
  void put(long id, long sentNanos) {
    while (ids.length < MAX_KEPT && id >= ids.length) {
      grow();
    }
    int place = place(id);
    ids[place] = id;
    nanos[place] = sentNanos;
  }

  /** When a message was sent; empty if that was too long ago. */
  OptionalLong get(long id) {
    int place = place(id);
    return ids[place] == id ? OptionalLong.of(nanos[place]) : OptionalLong.empty();
  }

  private int place(long id) {
    return (int) id & ids.length - 1;
  }

  private void grow() {
    int length = ids.length;
    ids = Arrays.copyOf(ids, 2 * length);
    nanos = Arrays.copyOf(nanos, 2 * length);
    Arrays.fill(ids, length, 2 * length, -1);
  }
}
