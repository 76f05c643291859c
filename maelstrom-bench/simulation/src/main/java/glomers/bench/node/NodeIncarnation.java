package glomers.bench.node;

import glomers.bench.network.Packet;
import java.util.Optional;

/**
 * A program that runs as a node, from a start to the next kill. It does nothing by itself: it is
 * driven by what comes and by time, on the loop's thread, and each call returns when it has nothing
 * left to do but wait. What it throws is the node's end; a {@link NodeBreakdown} says more than any
 * other exception.
 */
public interface NodeIncarnation {

  /** Runs it until it first waits for something. */
  default void start() {}

  /** Hands it a message, and runs it until it waits again. */
  void receive(Packet packet);

  /** Runs what is due by now, until it waits again. */
  void runTimers();

  /**
   * When it wants {@link #runTimers} to be called, on {@link NodeSurroundings#nanoTime}'s clock;
   * {@code Long.MAX_VALUE} if only a message can wake it.
   */
  long nextTimerNanos();

  /** What it still waits for, in words for people; empty if nothing, or if nobody can tell. */
  default Optional<String> waitsFor() {
    return Optional.empty();
  }

  /** See {@link ServerNode#lastWords}. */
  default String lastWords() {
    return "";
  }

  /** Frees what it holds: it is dead. */
  default void end() {}
}
