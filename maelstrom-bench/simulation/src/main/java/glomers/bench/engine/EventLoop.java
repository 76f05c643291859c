package glomers.bench.engine;

import glomers.core.node.Context;

/**
 * Runs actions at points in time, one at a time, on one thread. All of a run's state (network,
 * services, clients, faults, simulated nodes) lives on its loop and needs no locks; which clock the
 * loop follows is the only difference between a simulated run and a real one.
 *
 * <p>Actions that are due at the same time run in the order in which they were scheduled.
 */
public interface EventLoop {

  /** The time since the loop was made, in nanoseconds. */
  long nowNanos();

  /**
   * Runs an action when the clock reaches the given time, or as soon as possible if it has already.
   * Never runs it before this call has returned. To be called on the loop's own thread, or before
   * it runs.
   */
  Context.Timer at(long timeNanos, Runnable action);

  /**
   * Runs an action after a delay in nanoseconds; see {@link #at}. A delay beyond the end of all
   * time that can be told means never.
   */
  default Context.Timer after(long delayNanos, Runnable action) {
    long now = nowNanos();
    return at(delayNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delayNanos, action);
  }

  /** Hands in an action from any thread, to be run as soon as possible. */
  void post(Runnable action);

  /** Runs actions until {@link #stop} is called. */
  void run();

  /** Ends {@link #run} when the present action returns. To be called on the loop's own thread. */
  void stop();
}
