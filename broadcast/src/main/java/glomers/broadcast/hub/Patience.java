package glomers.broadcast.hub;

import java.time.Duration;

/** How long to wait for each other: what hubs and leaves must agree upon. */
final class Patience {

  /** A node with nothing to say lets this many rounds pass before it says that it got them. */
  static final int ROUNDS_PER_ACKNOWLEDGEMENT = 4;

  /** Two hops of 100 ms, and as much again for a busy machine. */
  private static final Duration GRACE = Duration.ofMillis(400);

  /**
   * However slow the way seems: a node that was stopped for a while, or had to wait for one that
   * was, measures round trips of many seconds, and would go on to wait for many more when a message
   * is lost.
   */
  private static final Duration MAX_GRACE = Duration.ofSeconds(2);

  /**
   * When no round comes for so long, the flow of news has stopped, and with it the acknowledgements
   * that ride on news.
   */
  private static final Duration LULL = Duration.ofSeconds(1);

  /** A round is never quite on time. */
  private static final Duration DELAY = Duration.ofMillis(100);

  /** At the cluster's start some nodes are up seconds before others. */
  static final Duration BEFORE_ANYONE_WAS_HEARD = Duration.ofSeconds(5);

  private final long roundNanos;

  Patience(Duration roundLength) {
    this.roundNanos = roundLength.toNanos();
  }

  /** How long a hub may take to answer a report with its next round. */
  long forHubNanos(RoundTrip roundTrip) {
    return roundNanos + Math.min(roundTrip.slowestNanos() + GRACE.toNanos(), MAX_GRACE.toNanos());
  }

  /** How long a node may take to answer a report that wants a round at once. */
  long forSeniorsNanos(RoundTrip roundTrip) {
    return Math.clamp(roundTrip.slowestNanos(), 2 * GRACE.toNanos(), MAX_GRACE.toNanos());
  }

  /** How long a report and the round that confirms it are under way at most, without any wait. */
  long forConfirmationNanos(RoundTrip roundTrip) {
    return roundTrip.isKnown() ? 3 * roundTrip.slowestNanos() / 2 : GRACE.toNanos();
  }

  /** How long a leaf may leave rounds unacknowledged while others follow. */
  long acknowledgementNanos() {
    return Math.max(LULL.toNanos(), ROUNDS_PER_ACKNOWLEDGEMENT * roundNanos);
  }

  /** How long a leaf may take to acknowledge a round while others follow. */
  long forLeafNanos(RoundTrip roundTrip) {
    return acknowledgementNanos() + graceNanos(roundTrip);
  }

  /** How long a leaf may take to acknowledge the last of the rounds. */
  long forLeafInLullNanos(RoundTrip roundTrip) {
    return lullNanos() + graceNanos(roundTrip);
  }

  /** After how long without a round a leaf acknowledges those that it got. */
  long lullNanos() {
    return Math.max(LULL.toNanos(), roundNanos + DELAY.toNanos());
  }

  /** Twice what is usual, where even that is slow. */
  private static long graceNanos(RoundTrip roundTrip) {
    long usualNanos = 2 * roundTrip.slowestNanos();
    return Math.clamp(usualNanos, GRACE.toNanos(), MAX_GRACE.toNanos());
  }
}
