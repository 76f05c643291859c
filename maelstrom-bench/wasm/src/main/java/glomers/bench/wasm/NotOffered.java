package glomers.bench.wasm;

/** A program has called a function that simulated nodes do not have. */
final class NotOffered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotOffered(String function) {
    super(function, null, false, false);
  }
}
