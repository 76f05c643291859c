package glomers.bench.wasm;

/** What a call of WASI returns: the few of its numbers that are needed here. */
enum Errno {
  SUCCESS(0),
  AGAIN(6),
  BAD_DESCRIPTOR(8),
  INVALID(28),
  NOT_SUPPORTED(58);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  /** The results of a function that returns it. */
  long[] result() {
    return new long[] {number};
  }

  /** The number. */
  int number() {
    return number;
  }
}
