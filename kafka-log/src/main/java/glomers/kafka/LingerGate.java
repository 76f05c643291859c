package glomers.kafka;

import glomers.core.node.Context;
import java.time.Duration;

/**
 * Spaces out the messages to one peer. What is ready after a while of silence goes out at once; what
 * becomes ready soon after a message waits, at most until the linger has passed since that message, and
 * then goes out together. So a lone append is never delayed, and a stream of them costs one message per
 * linger. (Nagle's algorithm, RFC 896, with Kafka's {@code linger.ms} in place of the acknowledgement.)
 */
final class LingerGate {

  private final Context context;
  private final long lingerNanos;
  private final Runnable flush;
  private boolean hasSent;
  private long sentNanos;
  private boolean waiting;

  /**
   * @param flush sends what is ready, if still anything is, and then calls {@link #sent}
   */
  LingerGate(Context context, Duration linger, Runnable flush) {
    this.context = context;
    this.lingerNanos = linger.toNanos();
    this.flush = flush;
  }

  /** Says that something is ready. */
  void open() {
    if (waiting) {
      return;
    }
    long waitNanos = sentNanos + lingerNanos - context.nanoTime();
    if (!hasSent || waitNanos <= 0) {
      flush.run();
      return;
    }
    waiting = true;
    context.after(
        Duration.ofNanos(waitNanos),
        () -> {
          waiting = false;
          flush.run();
        });
  }

  /** Says that a message has just gone out. */
  void sent() {
    hasSent = true;
    sentNanos = context.nanoTime();
  }
}
