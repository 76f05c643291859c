package glomers.bench.wasm;

/** How the calls of a program wait. */
interface Waiting {

  /** What stands for a time that never comes. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Suspends the program until there is something on STDIN, or it is late enough.
   *
   * @param wantsInput whether something on STDIN is waited for at all
   * @param untilNanos on {@link NodeClock#nanoTime}'s clock, or {@link #NEVER}
   */
  void await(boolean wantsInput, long untilNanos);
}
