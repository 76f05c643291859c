package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Update;
import java.util.OptionalLong;

/**
 * The acknowledgement that a leaf owes one who told it something. It is held back until it can ride
 * with news, for some rounds at most (as TCP does, RFC 1122, section 4.2.3.2).
 */
final class DelayedAcknowledgement {

  private final Timing timing;
  private OptionalLong owedSinceNanos = OptionalLong.empty();
  private long latestUpdateNanos;

  DelayedAcknowledgement(Timing timing) {
    this.timing = timing;
  }

  void onUpdate(Update update, long nowNanos) {
    latestUpdateNanos = nowNanos;
    if (!update.news().isEmpty() && owedSinceNanos.isEmpty()) {
      owedSinceNanos = OptionalLong.of(nowNanos);
    }
  }

  /** A report is the acknowledgement of all updates before it. */
  void onReport() {
    owedSinceNanos = OptionalLong.empty();
  }

  boolean isOwed() {
    return owedSinceNanos.isPresent();
  }

  /** Whether it can wait no longer: not for one more round, or because no more rounds come. */
  boolean isDue(long nowNanos) {
    return isOwed()
        && (nowNanos + timing.roundNanos() - owedSinceNanos.getAsLong()
                > timing.acknowledgementNanos()
            || nowNanos >= dueWithoutUpdateNanos());
  }

  /** When it is due if no other update comes. */
  long dueWithoutUpdateNanos() {
    return latestUpdateNanos + timing.lullNanos();
  }
}
