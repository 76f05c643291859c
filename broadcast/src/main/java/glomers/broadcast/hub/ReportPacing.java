package glomers.broadcast.hub;

/**
 * From when on a leaf's news are worth a message; until then they gather. It is what a leaf knows
 * of when its hub's next round comes.
 *
 * <p>Where rounds are short news are reported at once, and at most twice a round, so that a report
 * that is a little late does not miss its round. Where they are long the hub says how long to wait
 * after an update, and one report does for the round.
 */
final class ReportPacing {

  private final Timing timing;
  private long dueNanos;
  private boolean isOncePerRound;

  ReportPacing(Timing timing, long nowNanos) {
    this.timing = timing;
    this.dueNanos = nowNanos;
  }

  /** The hub has begun a round, and says when it wants the next report. */
  void onUpdate(long answerAfterMillis, long nowNanos) {
    dueNanos = nowNanos + answerAfterMillis * 1_000_000;
    isOncePerRound = answerAfterMillis > Timing.GATHER_MILLIS;
  }

  /** News were reported. */
  void onNewsReported(long nowNanos) {
    dueNanos = nowNanos + (isOncePerRound ? timing.roundNanos() : timing.roundNanos() / 2);
  }

  long dueNanos() {
    return dueNanos;
  }
}
