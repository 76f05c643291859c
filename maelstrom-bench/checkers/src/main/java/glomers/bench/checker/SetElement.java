package glomers.bench.checker;

import glomers.bench.history.Operation;

/**
 * What the history says about one value of a set, after Jepsen's {@code set-full} checker.
 * Positions are those of the {@link Event}s.
 */
final class SetElement {

  private final Operation addition;
  private Operation knownBy;
  private int knownAt = -1;
  private Operation lastPresent;
  private int lastPresentAt = -1;
  private Operation lastAbsent;
  private int lastAbsentAt = -1;

  /** What became of a value. */
  enum Outcome {
    /** All reads that began after some time have it. */
    STABLE,
    /** It was there, and no read that began after some time has it. */
    LOST,
    /** No read began after it was known. */
    NEVER_READ
  }

  SetElement(Operation addition) {
    this.addition = addition;
  }

  Operation addition() {
    return addition;
  }

  /** Its addition was acknowledged. */
  void acknowledged(Operation operation, int position) {
    known(operation, position);
  }

  /** A read has it. */
  void present(Operation read, int begunAt, int endedAt) {
    known(read, endedAt);
    if (begunAt > lastPresentAt) {
      lastPresent = read;
      lastPresentAt = begunAt;
    }
  }

  /** A read that ended after its addition began lacks it. */
  void absent(Operation read, int begunAt) {
    if (begunAt > lastAbsentAt) {
      lastAbsent = read;
      lastAbsentAt = begunAt;
    }
  }

  private void known(Operation operation, int position) {
    if (knownBy == null) {
      knownBy = operation;
      knownAt = position;
    }
  }

  Outcome outcome() {
    if (lastPresent != null && lastAbsentAt < lastPresentAt) {
      return Outcome.STABLE;
    }
    boolean isLost =
        knownBy != null
            && lastAbsent != null
            && lastPresentAt < lastAbsentAt
            && knownAt < lastAbsentAt;
    return isLost ? Outcome.LOST : Outcome.NEVER_READ;
  }

  /**
   * How long a stable value took from being known until every read had it, in whole milliseconds.
   */
  long stableLatencyMillis() {
    return stableLatencyNanos() / 1_000_000;
  }

  /** The same in nanoseconds. */
  long stableLatencyNanos() {
    return lastAbsent == null
        ? 0
        : Math.max(0, lastAbsent.invokedNanos() + 1 - knownBy.completedNanos());
  }

  /** When it was first known to have been added. */
  long knownNanos() {
    return knownBy.completedNanos();
  }

  /** The read that shows its loss. */
  Operation lastAbsent() {
    return lastAbsent;
  }
}
