package glomers.broadcast.hub;

import glomers.core.node.Context;
import java.time.Duration;

/** A timer that is set or not, and runs the same action each time it goes off. */
final class Alarm {

  private static final long NOT_SET = Long.MAX_VALUE;

  private final Context context;
  private final Runnable action;
  private long dueNanos = NOT_SET;
  private Context.Timer timer = () -> {};

  Alarm(Context context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  boolean isSet() {
    return dueNanos != NOT_SET;
  }

  /** Whether it will go off at the given time or before. */
  boolean isSetTo(long nanos) {
    return dueNanos <= nanos;
  }

  /** Goes off at the given time, at once if that is over, unless it is set to an earlier one. */
  void bringForwardTo(long nanos) {
    long now = context.nanoTime();
    long soonestNanos = Math.max(now, nanos);
    if (soonestNanos < dueNanos) {
      cancel();
      dueNanos = soonestNanos;
      timer = context.after(Duration.ofNanos(soonestNanos - now), this::goOff);
    }
  }

  /** Goes off after the given time, unless it is set at all. */
  void setUnlessSet(long delayNanos) {
    if (!isSet()) {
      bringForwardTo(context.nanoTime() + delayNanos);
    }
  }

  void cancel() {
    timer.cancel();
    dueNanos = NOT_SET;
  }

  private void goOff() {
    dueNanos = NOT_SET;
    action.run();
  }
}
