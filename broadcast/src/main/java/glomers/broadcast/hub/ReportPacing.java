package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Update;
import java.time.Duration;

/**
 * From when on a leaf's news are worth a message; until then they gather. It is what a leaf knows
 * of when its hub's next round comes.
 *
 * <p>Where rounds are short news are reported at once, and at most twice a round, since the next
 * round may be one that they are in time for. Where they are long the hub says how long to wait
 * after an update, and one report does for the round.
 */
final class ReportPacing {

  /**
   * For how long a leaf gathers at least before it answers an update: what clients asked while the
   * update was on its way has waited behind it in the network, and comes right after it.
   */
  static final Duration GATHER = Duration.ofMillis(3);

  private static final long NOBODY_WAITS = Long.MAX_VALUE;

  private long roundNanos;
  private long dueNanos;
  private long latestUpdateNanos;
  private boolean isOncePerRound;
  private long waitingSinceNanos = NOBODY_WAITS;

  ReportPacing(Timing timing, long nowNanos) {
    this.roundNanos = timing.roundNanos();
    this.dueNanos = nowNanos;
    this.latestUpdateNanos = nowNanos - roundNanos;
  }

  /** The hub has begun a round, and says when it wants the next report. */
  void onUpdate(Update update, long nowNanos) {
    latestUpdateNanos = nowNanos;
    long waitNanos = update.reportAfterMillis() * 1_000_000;
    isOncePerRound = waitNanos > GATHER.toNanos();
    dueNanos = nowNanos + (isOncePerRound ? waitNanos : GATHER.toNanos());
    roundNanos = update.roundMillis() * 1_000_000;
  }

  /** News were reported. */
  void onNewsReported(long nowNanos) {
    dueNanos = nowNanos + (isOncePerRound ? roundNanos : roundNanos / 2);
    waitingSinceNanos = NOBODY_WAITS;
  }

  /** There is something to report, if there was nothing before. */
  void onNews(long nowNanos) {
    if (waitingSinceNanos == NOBODY_WAITS) {
      waitingSinceNanos = nowNanos;
      boolean isTooLate = nowNanos > dueNanos && nowNanos - latestUpdateNanos < roundNanos;
      if (isOncePerRound && isTooLate) {
        dueNanos += roundNanos;
      }
    }
  }

  /** When to report; nothing waits for distinctly longer than a round, whatever the hub said. */
  long dueNanos() {
    return waitingSinceNanos == NOBODY_WAITS
        ? dueNanos
        : Math.min(dueNanos, waitingSinceNanos + roundNanos + roundNanos / 8);
  }
}
