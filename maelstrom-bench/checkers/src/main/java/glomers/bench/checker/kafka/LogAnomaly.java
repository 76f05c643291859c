package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Rule;

/**
 * What can be wrong with a log. Most bear the names of Jepsen's {@code jepsen.tests.kafka}; those
 * under Maelstrom's rule invalidate a run of its kafka workload too.
 */
enum LogAnomaly {
  /** An acknowledged message was never polled, though a later offset of its log was. */
  LOST_WRITE("lost-write", Rule.MAELSTROM),
  /**
   * An acknowledged message was never polled, not even in the final phase that reads every log to
   * its end.
   */
  UNSEEN("unseen", Rule.MAELSTROM),
  /** One offset holds two messages. */
  INCONSISTENT_OFFSETS("inconsistent-offsets", Rule.MAELSTROM),
  /** One message stands at two offsets. */
  DUPLICATE("duplicate", Rule.MAELSTROM),
  /** Within one poll, an offset is no higher than the one before it. */
  INT_NONMONOTONIC_POLL("int-nonmonotonic-poll", Rule.MAELSTROM),
  /** Within one poll, an offset that is known to hold a message is left out. */
  INT_POLL_SKIP("int-poll-skip", Rule.MAELSTROM),
  /** A poll begins at or before what its client had read already. */
  NONMONOTONIC_POLL("nonmonotonic-poll", Rule.MAELSTROM),
  /** A poll begins before what it asked for. */
  POLL_BELOW_POSITION("nonmonotonic-poll", Rule.OURS),
  /** A poll begins beyond an offset that holds a message, and that its client's last poll left. */
  POLL_SKIP("poll-skip", Rule.MAELSTROM),
  /** A poll begins beyond an offset that holds a message, and from which it asked. */
  POLL_BEYOND_POSITION("poll-skip", Rule.OURS),
  /** One client's later send got an offset no higher than its earlier one. */
  NONMONOTONIC_SEND("nonmonotonic-send", Rule.MAELSTROM),
  /** The same, when the client was assigned other keys to poll in between. */
  NONMONOTONIC_SEND_ACROSS_ASSIGN("nonmonotonic-send", Rule.OURS),
  /** Aborted read: a message was polled whose send certainly failed. */
  G1A("G1a", Rule.MAELSTROM),
  /** Circular information flow in real time: a message was polled before its send began. */
  G1C_REALTIME("G1c-realtime", Rule.MAELSTROM),

  /** A message was polled that nobody ever sent: Jepsen looks for its sender, and throws. */
  PHANTOM("phantom", Rule.BREAKS_MAELSTROM),
  /** A message showed up below an offset that an earlier poll had already passed without it. */
  LATE_APPEARANCE("late-appearance", Rule.OURS),
  /** A message that had been polled once was missing when the final phase read past its offset. */
  VANISHED_WRITE("vanished-write", Rule.OURS),
  /** A committed offset lies beyond everything that a client could have committed by then. */
  PHANTOM_COMMIT("phantom-commit", Rule.OURS);

  private final AnomalyType type;

  LogAnomaly(String name, Rule rule) {
    this.type = new AnomalyType(name, rule);
  }

  /** The type that a verdict shows. */
  AnomalyType type() {
    return type;
  }
}
