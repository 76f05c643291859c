package glomers.bench.engine;

import java.util.random.RandomGenerator;

/**
 * What decides wherever a run could go either way. Each decision has a name: its kind, what it is
 * about, such as a link or a node, and its number there. It depends on that name alone, never on
 * which others were made before, so that taking one away leaves all others as they were.
 */
@FunctionalInterface
public interface Decisions {

  /** The kinds of decisions. */
  enum Kind {
    /** Whether a message between nodes is lost: 1 or 0. */
    LOSS,
    /** Whether a message comes twice: 1 or 0. */
    COPY,
    /** For how many nanoseconds a message, or a copy of it, is held back before it travels. */
    HOLD,
    /** For how many nanoseconds a message travels. */
    LATENCY,
    /** For how many nanoseconds its receiver's queue is busy with it. */
    HANDLING,
    /** After how many nanoseconds a node does something about a message. */
    REACTION,
    /** By how many nanoseconds a node's timer is late. */
    LATENESS,
    /** After how many nanoseconds a node is sent its {@code init}. */
    START,
    /** How many states a service's answer lags behind. */
    LAG,
    /** Which of its replicas a service merges and asks, as one number. */
    REPLICAS,
    /** For how many nanoseconds a client waits between two of its last polls. */
    PAUSE
  }

  /** How a decision is left to chance. */
  @FunctionalInterface
  interface Draw {
    /** Draws it. The source is good for this call only. */
    long from(RandomGenerator random);
  }

  /** Decides on one thing: a link, a node, a service. */
  @FunctionalInterface
  interface Subject {

    /**
     * Decides.
     *
     * @param number which of its kind it is
     * @param copy 1 for what the network adds to a message, else 0
     * @param usual how it is if nothing out of the ordinary happens
     * @param draw how it is left to chance
     */
    long decide(Kind kind, long number, int copy, long usual, Draw draw);

    /** Decides whether something happens; usually it does not. */
    default boolean happens(Kind kind, long number, double probability) {
      return decide(
              kind,
              number,
              0,
              0,
              random -> probability > 0 && random.nextDouble() < probability ? 1 : 0)
          != 0;
    }
  }

  /** What decides on a thing of the given name; to be asked for once, and kept. */
  Subject about(String name);

  /** Leaves everything to chance. */
  static Decisions drawnFrom(Chance chance) {
    return name -> new DrawnSubject(chance, name);
  }
}
