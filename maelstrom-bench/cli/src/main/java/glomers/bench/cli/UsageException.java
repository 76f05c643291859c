package glomers.bench.cli;

/** A command line that makes no sense; its message is a sentence that says what to do. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String sentence) {
    super(sentence);
  }
}
