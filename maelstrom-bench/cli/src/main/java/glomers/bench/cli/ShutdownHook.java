package glomers.bench.cli;

import java.util.List;

/** What is to be done if this process is ended, by Ctrl-C for example, before it is closed. */
final class ShutdownHook implements AutoCloseable {

  private static final int MAX_ROUNDS = 50;
  private static final long ROUND_MILLIS = 20;

  private final Thread thread;

  private ShutdownHook(Thread thread) {
    this.thread = thread;
  }

  static ShutdownHook of(Runnable action) {
    Thread thread = new Thread(action);
    Runtime.getRuntime().addShutdownHook(thread);
    return new ShutdownHook(thread);
  }

  /** Kills all processes that this one has started, and those that it is just starting. */
  static void killDescendants() {
    int quietRounds = 0;
    for (int round = 0; round < MAX_ROUNDS && quietRounds < 2; round++) {
      List<ProcessHandle> descendants = ProcessHandle.current().descendants().toList();
      descendants.forEach(ProcessHandle::destroyForcibly);
      quietRounds = descendants.isEmpty() ? quietRounds + 1 : 0;
      try {
        Thread.sleep(ROUND_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is being ended, and the hook does its work.
    }
  }
}
