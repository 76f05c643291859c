package glomers.broadcast.hub;

import java.time.Duration;

/** How often to speak, and how long to wait for each other: what hubs and leaves agree upon. */
final class Timing {

  /**
   * For how long a leaf gathers at least before it answers an update: what clients asked while the
   * update was on its way has waited behind it in the network, and comes right after it.
   */
  static final long GATHER_MILLIS = 10;

  /** How often those who have fallen silent are told what they lack. */
  static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /**
   * How long a hub that has just begun waits for the others to say that they are there, before it
   * asks: they start a little apart.
   */
  static final Duration GREETING_INTERVAL = Duration.ofSeconds(1);

  /** At the cluster's start some nodes are up seconds before others. */
  static final Duration BEFORE_ANYONE_WAS_HEARD = Duration.ofSeconds(5);

  /**
   * How long before a round the answers should be in: a quarter of a round. A small price, since an
   * answer that misses its round waits for a whole one.
   */
  private static final int MARGINS_PER_ROUND = 4;

  /** A node with nothing to say lets this many rounds pass before it says that it got them. */
  private static final int ROUNDS_PER_ACKNOWLEDGEMENT = 4;

  /** Two hops of 100 ms, and as much again for a busy machine. */
  private static final Duration GRACE = Duration.ofMillis(400);

  /**
   * However slow the way seems: a node that was stopped for a while, or had to wait for one that
   * was, measures round trips of many seconds, and would go on to wait for many more when a message
   * is lost.
   */
  private static final Duration MAX_GRACE = Duration.ofSeconds(2);

  /**
   * When no update comes for so long, the flow of news has stopped, and with it the
   * acknowledgements that ride on news.
   */
  private static final Duration LULL = Duration.ofSeconds(1);

  /** A round is never quite on time. */
  private static final Duration DELAY = Duration.ofMillis(100);

  private final long roundNanos;

  Timing(Duration roundLength) {
    this.roundNanos = roundLength.toNanos();
  }

  /** The time from one round of a hub to the next. */
  long roundNanos() {
    return roundNanos;
  }

  /**
   * How long a leaf holds its answer back: until as late as it can be sent and still be at the hub
   * well before the next round; where a round is too short for that, until it has gathered. A way
   * that was never measured is measured first.
   */
  long answerAfterMillis(RoundTrip roundTrip) {
    long marginNanos = roundNanos / MARGINS_PER_ROUND;
    return roundTrip.isKnown()
        ? Math.max(GATHER_MILLIS, (roundNanos - marginNanos - roundTrip.slowestNanos()) / 1_000_000)
        : 0;
  }

  /** How long a hub may take to answer a report. */
  long forHubNanos(RoundTrip roundTrip) {
    return roundNanos + Math.min(roundTrip.slowestNanos() + GRACE.toNanos(), MAX_GRACE.toNanos());
  }

  /**
   * How long the first few seniors may take to answer a report that wants an update at once. To
   * wait too short a time for them costs only that others are asked, too.
   */
  long forFewSeniorsNanos(RoundTrip roundTrip) {
    return graceNanos(roundTrip);
  }

  /**
   * How long a node may take to answer a report that wants an update at once, before it is taken
   * for unreachable.
   */
  long forSeniorsNanos(RoundTrip roundTrip) {
    return Math.clamp(roundTrip.slowestNanos(), 2 * GRACE.toNanos(), MAX_GRACE.toNanos());
  }

  /** How long a report and the update that confirms it are under way at most, without any wait. */
  long forConfirmationNanos(RoundTrip roundTrip) {
    return roundTrip.isKnown() ? 3 * roundTrip.slowestNanos() / 2 : GRACE.toNanos();
  }

  /** How long a leaf may leave updates unacknowledged while others follow. */
  long acknowledgementNanos() {
    return Math.max(LULL.toNanos(), ROUNDS_PER_ACKNOWLEDGEMENT * roundNanos);
  }

  /** How long a leaf may take to acknowledge an update while others follow. */
  long forLeafNanos(RoundTrip roundTrip) {
    return acknowledgementNanos() + graceNanos(roundTrip);
  }

  /** How long a leaf may take to acknowledge the last of the updates. */
  long forLeafInLullNanos(RoundTrip roundTrip) {
    return lullNanos() + graceNanos(roundTrip);
  }

  /**
   * After how long without an update a leaf acknowledges those that it got, and doubts a substitute
   * hub.
   */
  long lullNanos() {
    return Math.max(LULL.toNanos(), roundNanos + DELAY.toNanos());
  }

  /** Twice what is usual, where even that is slow. */
  private static long graceNanos(RoundTrip roundTrip) {
    long usualNanos = 2 * roundTrip.slowestNanos();
    return Math.clamp(usualNanos, GRACE.toNanos(), MAX_GRACE.toNanos());
  }
}
