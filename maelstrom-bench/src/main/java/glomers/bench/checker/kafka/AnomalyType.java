package glomers.bench.checker.kafka;

/**
 * What can be wrong with a log. The first group bears the names of Jepsen's {@code
 * jepsen.tests.kafka} and invalidates a run of Maelstrom's kafka workload too; the second is this
 * checker's own, and stricter.
 */
enum AnomalyType {
  /** An acknowledged message was never polled, though a later offset of its log was. */
  LOST_WRITE("lost-write"),
  /**
   * An acknowledged message was never polled, not even in the final phase that reads every log to
   * its end.
   */
  UNSEEN("unseen"),
  /** One offset holds two messages. */
  INCONSISTENT_OFFSETS("inconsistent-offsets"),
  /** One message stands at two offsets. */
  DUPLICATE("duplicate"),
  /** Within one poll, an offset is no higher than the one before it. */
  INT_NONMONOTONIC_POLL("int-nonmonotonic-poll"),
  /** Within one poll, an offset that is known to hold a message is left out. */
  INT_POLL_SKIP("int-poll-skip"),
  /**
   * A poll begins at or before what its client had read already (Jepsen's rule), or before what it
   * asked for (ours).
   */
  NONMONOTONIC_POLL("nonmonotonic-poll"),
  /**
   * A poll begins beyond an offset that holds a message and that its client had yet to read: after
   * its last poll (Jepsen's rule), or from where it asks (ours).
   */
  POLL_SKIP("poll-skip"),
  /** One client's later send got an offset no higher than its earlier one. */
  NONMONOTONIC_SEND("nonmonotonic-send"),
  /** Aborted read: a message was polled whose send certainly failed. */
  G1A("G1a"),
  /** Circular information flow in real time: a message was polled before its send began. */
  G1C_REALTIME("G1c-realtime"),

  /** A message was polled that nobody ever sent. */
  PHANTOM("phantom"),
  /** A message showed up below an offset that an earlier poll had already passed without it. */
  LATE_APPEARANCE("late-appearance"),
  /** A message that had been polled once was missing when the final phase read past its offset. */
  VANISHED_WRITE("vanished-write"),
  /** A committed offset lies beyond everything that a client could have committed by then. */
  PHANTOM_COMMIT("phantom-commit");

  private final String label;

  AnomalyType(String label) {
    this.label = label;
  }

  /** The name that a verdict shows. */
  String label() {
    return label;
  }
}
