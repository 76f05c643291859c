package glomers.bench.node;

import glomers.bench.network.Receiver;
import java.util.Optional;

/**
 * One node under test, in whatever form it runs. What it is sent while it is down is gone; what it
 * is sent while it is paused waits for it.
 *
 * <p>To be used on the event loop's thread.
 */
public interface ServerNode extends Receiver {

  /** Starts it, or, after {@link #kill}, starts it again with empty memory. */
  void start();

  /** Ends it at once, as a power failure would. */
  void kill();

  /** Stops it from running until {@link #resume}. */
  void pause();

  /** Lets it run on after {@link #pause}. */
  void resume();

  /** Tells its listener if it has ended by itself and that has not been noticed yet. */
  default void checkIsUp() {}

  /** Ends it at the end of the run and frees what it holds. Harmless if it is down. */
  void stop();

  /**
   * What it has said so far to people, as paragraphs to put under a complaint; empty if unknown.
   */
  default String lastWords() {
    return "";
  }

  /** What it still waits for, in words for people; empty if nothing, or if nobody can tell. */
  default Optional<String> waitsFor() {
    return Optional.empty();
  }

  /** Makes one node of a kind. */
  @FunctionalInterface
  interface Factory {

    /** Makes a node that is not started yet. */
    ServerNode create(String name, NodeListener listener);
  }
}
