package glomers.broadcast.hub;

import java.time.Duration;

/** How often to speak, and how long to wait for each other: what hubs and leaves agree upon. */
final class Timing {

  /** How often those who have fallen silent are told what they lack. */
  static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /**
   * How long a hub that has just begun waits for the others to say that they are there, before it
   * asks: they start a little apart.
   */
  static final Duration GREETING_INTERVAL = Duration.ofSeconds(1);

  /** At the cluster's start some nodes are up seconds before others. */
  static final Duration BEFORE_ANYONE_WAS_HEARD = Duration.ofSeconds(5);

  /** How long before a round the reports should be in at least. */
  private static final Duration MIN_MARGIN = Duration.ofMillis(15);

  /** The same in a long round, in which they come when they are due and not as soon as they can. */
  private static final Duration MIN_LONG_MARGIN = Duration.ofMillis(36);

  private static final int MARGINS_PER_LONG_ROUND = 24;

  /** Up to which part of the time from a round to the answers to it two rounds are under way. */
  private static final double SHORT_ROUND = 0.6;

  /** How much longer than that time a longer round is at least, so that it catches most values. */
  private static final double WHOLE_ROUND = 1.1;

  /** From which multiple of it on a round is long. */
  private static final double LONG_ROUND = 2;

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

  /** The time from one round of a hub to the next, as asked for. */
  long roundNanos() {
    return roundNanos;
  }

  /**
   * The time from one round to the next that fits the way. What clients asked while an update was
   * on its way comes to the leaf right behind it, and is at the hub a round trip and a little
   * later. A round that begins just before it would be there is worth nothing to it. So a round
   * takes that time at least, or half of it, which puts two rounds under way at once.
   *
   * @param roundTripNanos what the way to the leaves and back takes
   */
  long roundNanos(long roundTripNanos) {
    long answeredNanos = answeredNanos(roundTripNanos);
    return roundNanos < SHORT_ROUND * answeredNanos
        ? answeredNanos / 2
        : Math.max(roundNanos, (long) (WHOLE_ROUND * answeredNanos));
  }

  /** From a round to the next one that answers to it are in time for. */
  private static long answeredNanos(long roundTripNanos) {
    return roundTripNanos + ReportPacing.GATHER.toNanos() + MIN_MARGIN.toNanos();
  }

  /**
   * Whether so much of a round is left when answers could be at the hub that it is worth to wait
   * for more, and not worth to wait for the next one with what comes too late.
   */
  boolean isLongRound(long roundTripNanos) {
    return roundNanos >= LONG_ROUND * answeredNanos(roundTripNanos);
  }

  /**
   * How long after it has got an update a leaf should report: in long rounds so that the report is
   * at the hub as late as it is still well before the next round, otherwise at once, which is 0.
   *
   * @param sinceRoundNanos for how long the hub's present round has lasted when the update is sent
   * @param roundTripNanos what the way to the leaf and back takes
   */
  long reportAfterMillis(boolean isLongRound, long sinceRoundNanos, long roundTripNanos) {
    if (!isLongRound) {
      return 0;
    }
    long marginNanos = Math.max(MIN_LONG_MARGIN.toNanos(), roundNanos / MARGINS_PER_LONG_ROUND);
    return Math.max(0, roundNanos - marginNanos - sinceRoundNanos - roundTripNanos) / 1_000_000;
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
    return roundTrip.isKnown()
        ? Math.min(3 * roundTrip.slowestNanos() / 2, roundTrip.usualNanos() + MAX_GRACE.toNanos())
        : GRACE.toNanos();
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
