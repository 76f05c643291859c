package glomers.core.runtime;

/**
 * Thrown at JSON that is not plain, and left to Jackson. Plain is what nearly all messages are:
 * ASCII without escapes, whole numbers of 64 bits, no blanks but spaces. It is no error, and comes
 * without a trace.
 */
final class NotPlain extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final NotPlain INSTANCE = new NotPlain();

  private NotPlain() {
    super("not plain", null, false, false);
  }
}
