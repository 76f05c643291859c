package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Timestamps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * What the way to a peer and back takes, measured by the messages' timestamps: the slowest of the
 * latest few times. So one late answer makes the next few come earlier than they need to, and no
 * more; a smoothed mean and deviation, as TCP keeps them, would take dozens of messages to forget
 * how slow everything was while the cluster started.
 */
final class RoundTrip {

  private static final int SAMPLES = 4;

  private final Deque<Long> latestNanos = new ArrayDeque<>();
  private OptionalLong latestHeardSentNanos = OptionalLong.empty();
  private long latestHeardNanos;

  /** The timestamps of a message to the peer that is sent now. */
  Timestamps stamp(long nowNanos) {
    long heldNanos = wasHeard() ? nowNanos - latestHeardNanos : 0;
    return new Timestamps(nowNanos, latestHeardSentNanos, heldNanos);
  }

  /** A message from the peer has come. */
  void onMessage(Timestamps timestamps, long nowNanos) {
    timestamps
        .echoNanos()
        .ifPresent(sentNanos -> observe(nowNanos - sentNanos - timestamps.heldNanos()));
    latestHeardSentNanos = OptionalLong.of(timestamps.sentNanos());
    latestHeardNanos = nowNanos;
  }

  /**
   * Takes a measured time. A negative one is passed over: an answer to this node's former
   * incarnation, whose clock may have been another, can tell no sensible time.
   */
  void observe(long nanos) {
    if (nanos >= 0) {
      if (latestNanos.size() == SAMPLES) {
        latestNanos.removeFirst();
      }
      latestNanos.addLast(nanos);
    }
  }

  /** Whether any message has come from the peer. */
  boolean wasHeard() {
    return latestHeardSentNanos.isPresent();
  }

  /** Whether the latest message from the peer is no older than the given time. */
  boolean wasHeardWithin(long nanos, long nowNanos) {
    return wasHeard() && nowNanos - latestHeardNanos <= nanos;
  }

  /** Whether any time was measured yet. */
  boolean isKnown() {
    return !latestNanos.isEmpty();
  }

  /** The median of the latest times, the lower one of two; 0 if none was measured yet. */
  long usualNanos() {
    return latestNanos.stream()
        .sorted()
        .skip(Math.max(0, latestNanos.size() - 1) / 2)
        .findFirst()
        .orElse(0L);
  }

  /** The slowest of the latest times; 0 if none was measured yet. */
  long slowestNanos() {
    return latestNanos.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
