package glomers.kafka.elections;

import glomers.core.node.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** How far a leader has come with each of its followers. */
final class Followers {

  private final Context context;
  private final Map<String, FollowerProgress> progress = new LinkedHashMap<>();

  Followers(Context context, long logEnd) {
    this.context = context;
    context.peers().forEach(peer -> startOver(peer, logEnd));
  }

  /** Takes a follower for well and up to date until it says otherwise. */
  void startOver(String follower, long logEnd) {
    progress.put(follower, new FollowerProgress(logEnd, context.nanoTime()));
  }

  FollowerProgress of(String follower) {
    return progress.get(follower);
  }

  void forEach(BiConsumer<String, FollowerProgress> action) {
    progress.forEach(action);
  }

  /** Of how many something was heard lately. */
  long heardWithin(Duration span) {
    long now = context.nanoTime();
    return progress.values().stream()
        .filter(follower -> follower.nanosSinceHeard(now) < span.toNanos())
        .count();
  }

  /** The highest offset below which so many nodes have everything, the leader among them. */
  long copiedBelow(int copies, long ownEnd) {
    long[] ends = new long[progress.size() + 1];
    int i = 0;
    ends[i++] = ownEnd;
    for (FollowerProgress follower : progress.values()) {
      ends[i++] = follower.matched();
    }
    Arrays.sort(ends);
    return ends[ends.length - copies];
  }
}
