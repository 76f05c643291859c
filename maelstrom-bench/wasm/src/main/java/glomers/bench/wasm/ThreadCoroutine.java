package glomers.bench.wasm;

import java.util.concurrent.Semaphore;

/**
 * A coroutine on a thread of its own, for where the JDK's continuations are not to be had. The
 * same, only slower: a change of sides takes ten microseconds or more.
 */
final class ThreadCoroutine implements Coroutine {

  private static final long STACK_BYTES = 16 << 20;

  private final Semaphore bodysTurn = new Semaphore(0);
  private final Semaphore driversTurn = new Semaphore(0);
  private final Thread thread;
  private boolean isStarted;
  private boolean isDone;
  private boolean isDropped;

  /** Ends the body of a coroutine that was dropped. */
  private static final class Dropped extends Error {
    private static final long serialVersionUID = 1L;

    Dropped() {
      super("dropped", null, false, false);
    }
  }

  ThreadCoroutine(Runnable body) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("coroutine")
            .stackSize(STACK_BYTES)
            .unstarted(() -> {
              try {
                body.run();
              } catch (Dropped e) {
                // as was asked
              } finally {
                isDone = true;
                driversTurn.release();
              }
            });
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public void resume() {
    if (isStarted) {
      bodysTurn.release();
    } else {
      isStarted = true;
      thread.start();
    }
    boolean isInterrupted = false;
    while (true) {
      try {
        driversTurn.acquire();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
        thread.interrupt(); // it is meant for the one who works
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void pause() {
    driversTurn.release();
    bodysTurn.acquireUninterruptibly();
    if (isDropped) {
      throw new Dropped();
    }
  }

  @Override
  public void drop() {
    if (isStarted && !isDone) {
      isDropped = true;
      bodysTurn.release();
    }
  }
}
