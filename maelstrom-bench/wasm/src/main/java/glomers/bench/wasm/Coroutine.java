package glomers.bench.wasm;

/**
 * Code that can stop in the middle of whatever it has called, and go on there later. It runs while
 * somebody waits in {@link #resume}, never beside him, so that the two need no locks.
 */
interface Coroutine {

  /** Makes one, which waits for its first {@link #resume}. The body must not throw. */
  static Coroutine of(Runnable body) {
    return ContinuationCoroutine.areOffered()
        ? new ContinuationCoroutine(body)
        : new ThreadCoroutine(body);
  }

  /** The thread that runs it while the calling one waits in {@link #resume}. */
  Thread thread();

  /** Runs it until it pauses or ends. */
  void resume();

  /** Lets {@link #resume} return; itself returns at the next one. Called by the body. */
  void pause();

  /** Says that nobody will resume it any more. */
  void drop();
}
