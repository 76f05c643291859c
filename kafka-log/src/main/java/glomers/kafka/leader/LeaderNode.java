package glomers.kafka.leader;

import glomers.core.log.Append;
import glomers.core.log.LogEntry;
import glomers.core.message.Message;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.kafka.leader.LeaderMessage.Acknowledge;
import glomers.kafka.leader.LeaderMessage.Forward;
import glomers.kafka.leader.LeaderMessage.Replicate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every append its offset and brings it to the followers. A record is acknowledged when a
 * majority of all nodes, this one included, has it.
 *
 * <p>Entries are sent once, without waiting for answers. What a follower has not acknowledged when
 * the time for a retry has come is sent again.
 */
final class LeaderNode extends LogNode {

  /** Elections give epochs a meaning; without any there is one. */
  static final long ONLY_EPOCH = 1;

  private static final int MAX_ENTRIES = 1_000;

  /** How far the leader has come with a follower. */
  private static final class Progress {
    /** The offset of the next entry to send. */
    private long next;

    /** Up to here the follower has the log. */
    private long acknowledged;

    /** The mark that it was last told. */
    private long toldMark;
  }

  private final Map<String, Progress> followers = new LinkedHashMap<>();

  LeaderNode(Context context) {
    super(context);
    context.peers().forEach(peer -> followers.put(peer, new Progress()));
  }

  @Override
  void onAppend(Append append) {
    if (log.find(append.id()).isEmpty()) { // otherwise it is a retry
      log.append(LogEntry.of(ONLY_EPOCH, append));
    }
    acknowledge();
  }

  @Override
  public void onPeerMessage(Message<LeaderMessage> message) {
    switch (message.body()) {
      case Forward(Append append) -> onAppend(append);
      case Acknowledge(long end, Map<String, Long> offsets) -> {
        if (end > log.end()) {
          throw new IllegalStateException(
              message.src() + " has more of the log than its leader, which must have forgotten it");
        }
        merge(offsets);
        Progress follower = followers.get(message.src());
        follower.acknowledged = Math.max(follower.acknowledged, end);
        follower.next = Math.max(follower.next, end);
        acknowledge();
      }
      case Replicate replicate -> throw new IllegalStateException("there are two leaders");
    }
  }

  /** Raises the mark to where a majority has come, and tells the followers what is new to them. */
  private void acknowledge() {
    List<Long> others =
        followers.values().stream().map(follower -> follower.acknowledged).sorted().toList();
    // Of n nodes, this one and the n / 2 others who have the most are a majority.
    int lowestNeeded = others.size() - context.members().size() / 2;
    advanceHighWaterMark(others.isEmpty() ? log.end() : others.get(lowestNeeded));
    followers.forEach((peer, follower) -> {
      if (follower.next < log.end() || follower.toldMark < log.highWaterMark()) {
        replicate(peer, follower);
      }
    });
  }

  private void replicate(String peer, Progress follower) {
    List<Append> appends =
        log.slice(follower.next, MAX_ENTRIES, WireSize.MAX_MESSAGE_BYTES / 2).stream()
            .map(entry -> entry.append().orElseThrow())
            .toList();
    long mark = log.highWaterMark();
    context.send(peer, new Replicate(follower.next, appends, mark, Map.copyOf(committed)));
    follower.next += appends.size();
    follower.toldMark = mark;
  }

  @Override
  void retry() {
    followers.forEach((peer, follower) -> {
      follower.next = follower.acknowledged;
      replicate(peer, follower);
    });
  }
}
