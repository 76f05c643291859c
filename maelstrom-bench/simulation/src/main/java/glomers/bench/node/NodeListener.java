package glomers.bench.node;

/** Hears what becomes of nodes. Called on the event loop's thread. */
@FunctionalInterface
public interface NodeListener {

  /** Whose fault it is that a run cannot go on. */
  enum Cause {
    /** The node did not start, or is dead. */
    CRASHED,
    /** The node broke the rules of its output. */
    MISBEHAVED
  }

  /**
   * A node failed for good.
   *
   * @param sentence what happened, naming the node; with its last lines, where there are some
   */
  void failed(Cause cause, String sentence);
}
