package glomers.kafka.elections;

/** Somebody who waits until an append is acknowledged, and is told one of these two, once. */
public interface Waiting {

  /** A majority has the record. All before it are below the high-water mark, as it is. */
  void onAcknowledged(long offset);

  /** It took too long; the append may still happen, or have happened. */
  void onExpired(String reason);
}
