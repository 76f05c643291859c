package glomers.core.runtime;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands batches of input from the reader to the loop. Bounded by the input's bytes, not by its
 * lines: a reader that is too fast waits, and so, in the end, does whoever writes to this process.
 * Thread-safe, for one reader and one loop.
 */
final class InboundQueue {

  /** What was read at once. */
  record Batch(List<Inbound> lines, int bytes) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Queue<Batch> batches = new ArrayDeque<>();
  private final int maxBytes;
  private int bytesQueued;
  private boolean closed;

  InboundQueue(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a batch, waiting for room. A batch that is larger than the bound goes in alone. */
  void put(Batch batch) {
    lock.lock();
    try {
      while (!batches.isEmpty() && bytesQueued + batch.bytes > maxBytes && !closed) {
        notFull.awaitUninterruptibly();
      }
      if (!closed) {
        batches.add(batch);
        bytesQueued += batch.bytes;
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that no more will come: what is queued can still be taken, what is put from now on is
   * dropped.
   */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing to take right now. */
  boolean isEmpty() {
    lock.lock();
    try {
      return batches.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing to take, now or ever. */
  boolean isFinished() {
    lock.lock();
    try {
      return closed && batches.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a batch, waiting at most the given time for one; an empty batch if none came. */
  Batch poll(long waitNanos) throws InterruptedException {
    lock.lock();
    try {
      long leftNanos = waitNanos;
      while (batches.isEmpty() && !closed && leftNanos > 0) {
        leftNanos = notEmpty.awaitNanos(leftNanos);
      }
      Batch batch = batches.poll();
      if (batch == null) {
        return new Batch(List.of(), 0);
      }
      bytesQueued -= batch.bytes;
      notFull.signal();
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
