package glomers.kafka.elections;

/** How far a leader has come with one follower. */
final class FollowerProgress {

  /** The offset of the next entry to send: optimistic, what was sent counts as arrived. */
  private long next;

  /** Up to here the follower has said that its log equals the leader's. */
  private long matched;

  /** The number of the latest message sent. */
  private long round;

  /**
   * Complaints about rounds before this one are out of date: entries have been sent again since.
   */
  private long resentRound;

  /** The highest offset of an append that the follower forwarded: it waits to hear of it. */
  private long awaitedOffset = -1;

  private long toldHighWaterMark;
  private long sentNanos;
  private long heardNanos;

  /** A follower that is supposed to be well and up to date until it says otherwise. */
  FollowerProgress(long logEnd, long nowNanos) {
    next = logEnd;
    sentNanos = nowNanos;
    heardNanos = nowNanos;
  }

  long next() {
    return next;
  }

  long matched() {
    return matched;
  }

  long round() {
    return round;
  }

  long nanosSinceSent(long nowNanos) {
    return nowNanos - sentNanos;
  }

  long nanosSinceHeard(long nowNanos) {
    return nowNanos - heardNanos;
  }

  /** Whether it waits for an append of its own, and the mark has moved since it was last told. */
  boolean waitsFor(long highWaterMark) {
    return highWaterMark > toldHighWaterMark && awaitedOffset >= toldHighWaterMark;
  }

  void onSent(int entries, long highWaterMark, long nowNanos) {
    next += entries;
    toldHighWaterMark = highWaterMark;
    sentNanos = nowNanos;
  }

  long nextRound() {
    return ++round;
  }

  void onAwaits(long offset) {
    awaitedOffset = Math.max(awaitedOffset, offset);
  }

  void onAcknowledged(long followerMatched, long seenRound, boolean behind, long nowNanos) {
    heardNanos = nowNanos;
    matched = Math.max(matched, followerMatched);
    if (behind && seenRound >= resentRound) {
      next = matched;
      resentRound = round + 1;
    }
    next = Math.max(next, matched);
  }
}
