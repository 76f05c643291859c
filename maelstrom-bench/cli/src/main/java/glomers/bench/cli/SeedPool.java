package glomers.bench.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Simulates seeds on all cores, in the order in which they are given to it. */
final class SeedPool implements AutoCloseable {

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService executor = Executors.newFixedThreadPool(cores);

  int cores() {
    return cores;
  }

  <T> Future<T> submit(Callable<T> seed) {
    return executor.submit(seed);
  }

  /**
   * Waits for a seed. If it broke down so do all that wait behind it, and so does this: a bench
   * that is out of memory need not try the others.
   */
  <T> T await(Future<T> seed) throws InterruptedException {
    try {
      return seed.get();
    } catch (ExecutionException e) {
      executor.shutdownNow();
      switch (e.getCause()) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    executor.close();
  }
}
