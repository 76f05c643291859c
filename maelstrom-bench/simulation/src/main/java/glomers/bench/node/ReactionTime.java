package glomers.bench.node;

import java.util.random.RandomGenerator;

/** How long a simulated node takes until it does something about a message, or about a timer. */
public interface ReactionTime {

  /** It reacts at once: for scripts that say themselves when time passes. */
  ReactionTime NONE =
      new ReactionTime() {
        @Override
        public long usualNanos() {
          return 0;
        }

        @Override
        public long drawNanos(RandomGenerator random, long idleNanos) {
          return 0;
        }
      };

  /** As long as on a machine of two cores with so many nodes. */
  static ReactionTime onBusyMachine(int nodes) {
    return new BusyMachine(nodes);
  }

  /** How long it takes if nothing out of the ordinary happens. */
  long usualNanos();

  /**
   * Draws one.
   *
   * @param idleNanos for how long the node has had nothing to do
   */
  long drawNanos(RandomGenerator random, long idleNanos);
}
