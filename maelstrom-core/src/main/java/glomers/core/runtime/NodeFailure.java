package glomers.core.runtime;

/**
 * A node has failed at work of its own: at a timer, a peer's message, or the answer to a call. No
 * client can be told, what the node keeps may be half changed, and who goes on like that answers
 * wrongly later and for no visible reason. So the node is over: its process ends, as if it had been
 * killed, and says why.
 *
 * <p>A client's request is another matter: whatever is wrong with it, its client is told, and the
 * node stays there for the others.
 */
public final class NodeFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NodeFailure(String work, RuntimeException cause) {
    super("failed on " + work + ": " + cause + place(cause), cause);
  }

  private static String place(RuntimeException cause) {
    StackTraceElement[] frames = cause.getStackTrace();
    return frames.length == 0 ? "" : " at " + frames[0];
  }

  /** The sentence alone. */
  @Override
  public String toString() {
    return getMessage();
  }
}
