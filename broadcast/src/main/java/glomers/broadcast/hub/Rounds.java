package glomers.broadcast.hub;

import java.time.Duration;

/**
 * When a hub's rounds are: at even intervals, so that leaves can be told how long to gather and
 * still be in time.
 *
 * <p>Programs that share a machine are always a little late, and what comes too late for a round
 * would wait for a whole one. So a round waits a moment as long as reports are still coming in, and
 * where rounds are long, what comes soon after one gets a <em>sequel</em>, two at most for each
 * round, which costs as much as a round.
 */
final class Rounds {

  /** As long as reports come in at shorter intervals, a round may wait for more. */
  private static final Duration LULL = Duration.ofMillis(5);

  private static final Duration MAX_WAIT = Duration.ofMillis(40);

  private static final int MAX_SEQUELS = 2;

  /** Some that are late are so together. */
  private static final Duration SEQUEL_DELAY = Duration.ofMillis(20);

  /** What comes within this part of a round after its beginning was meant for it. */
  private static final int LATE_PART = 4;

  /** A round that is later than this begins a new sequence. */
  private static final Duration MAX_DELAY = Duration.ofMillis(100);

  private final Timing timing;
  private long latestNanos;
  private long everyNanos;
  private long latestReportNanos;
  private boolean isSequelNext;
  private int sequels;
  private boolean isLong;

  /** How many rounds in sequence. */
  private int roundsOnTime;

  Rounds(Timing timing, long nowNanos) {
    this.timing = timing;
    this.everyNanos = timing.roundNanos();
    this.isLong = timing.isLongRound(0);
    this.latestNanos = nowNanos;
    this.latestReportNanos = latestNanos;
  }

  /** The time from one round to the next. */
  long everyNanos() {
    return everyNanos;
  }

  /** Whether a round is so long that leaves should wait and report once. */
  boolean isLong() {
    return isLong;
  }

  /** For how long the present round has lasted. */
  long sinceNanos(long nowNanos) {
    return nowNanos - latestNanos;
  }

  /** When the next round is due. */
  long nextNanos(long nowNanos) {
    return isSequelNext
        ? Math.min(latestReportNanos + SEQUEL_DELAY.toNanos(), latestNanos + everyNanos)
        : latestNanos + everyNanos;
  }

  /** A report has come, with news or without. */
  void onReport(boolean hasNews, long nowNanos) {
    // Before a sequence's third round many don't know yet when it is.
    boolean isLate = hasNews && sinceNanos(nowNanos) < everyNanos / LATE_PART;
    if (isLate && !isSequelNext && sequels < MAX_SEQUELS && isLong && roundsOnTime > 1) {
      isSequelNext = true;
      sequels++;
    }
    latestReportNanos = nowNanos;
  }

  /** Whether the round that is due should wait for reports that are still coming in. */
  boolean isToWait(long nowNanos) {
    return nowNanos - latestReportNanos < LULL.toNanos()
        && nowNanos - (latestNanos + everyNanos) < MAX_WAIT.toNanos()
        && !isSequelNext;
  }

  /** After how long to look again. */
  static long waitNanos() {
    return LULL.toNanos();
  }

  /** What either side has missed should not wait for a round's length. */
  void hurry(long nowNanos) {
    latestNanos = Math.min(latestNanos, nowNanos - everyNanos);
  }

  /**
   * A round begins, or a sequel to the present one.
   *
   * @param roundTripNanos what the way to the leaves and back takes
   */
  void begin(long roundTripNanos, long nowNanos) {
    if (isSequelNext) {
      isSequelNext = false;
      return;
    }
    long plannedNanos = latestNanos + everyNanos;
    boolean isOnTime = nowNanos - plannedNanos < MAX_DELAY.toNanos();
    latestNanos = isOnTime ? plannedNanos : nowNanos;
    roundsOnTime = isOnTime ? roundsOnTime + 1 : 0;
    everyNanos = timing.roundNanos(roundTripNanos);
    isLong = timing.isLongRound(roundTripNanos);
    sequels = 0;
  }
}
