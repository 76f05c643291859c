package glomers.bench.wasm;

/** A program took more turns than it may without waiting for anything. */
final class TooManyTurns extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long max;

  TooManyTurns(long max) {
    this.max = max;
  }

  /** How many it may. */
  long max() {
    return max;
  }
}
