package glomers.kafka.elections;

import glomers.core.node.Context;
import java.time.Duration;

/**
 * Spaces out the messages to one peer. What is ready after a while of silence goes out at once;
 * what becomes ready soon after a message waits, at most until the linger has passed since that
 * message, and then goes out together. So a lone append is never delayed, and a stream of them
 * costs one message per linger. An answer that the peer asked for goes out at once: its question
 * has waited already. (Nagle's algorithm, RFC 896, with Kafka's {@code linger.ms} in place of the
 * acknowledgement.)
 */
final class LingerGate {

  private final Context context;
  private final Runnable flush;
  private boolean hasSent;
  private long sentNanos;
  private boolean waiting;

  /**
   * @param flush sends what is ready, if still anything is, and then calls {@link #sent}
   */
  LingerGate(Context context, Runnable flush) {
    this.context = context;
    this.flush = flush;
  }

  /**
   * Says that something is ready, which may wait until the linger has passed since the last
   * message.
   */
  void open(Duration linger) {
    if (waiting) {
      return;
    }
    long waitNanos = sentNanos + linger.toNanos() - context.nanoTime();
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

  /** Says that the peer waits for what is ready: it goes out now, and takes along all the rest. */
  void openNow() {
    flush.run();
  }

  /** Says that a message has just gone out. */
  void sent() {
    hasSent = true;
    sentNanos = context.nanoTime();
  }
}
