package glomers.bench.wasm;

/** Ends a program from within one of its calls. */
final class ProgramExit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ProgramExit(int status) {
    super("exit", null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
