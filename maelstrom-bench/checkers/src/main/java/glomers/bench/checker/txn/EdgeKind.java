package glomers.bench.checker.txn;

/** Why one transaction comes before another. */
public enum EdgeKind {
  /** The same session issued it earlier. */
  SESSION("session"),
  /** It ended before the other began. */
  REAL_TIME("real-time"),
  /** The other read what it wrote. */
  WRITE_READ("wr"),
  /** The other read what it wrote to a key and then wrote that key itself. */
  WRITE_FOLLOWS_READ("ww"),
  /**
   * A third transaction read both, this one first, and later saw the other's value of a key that
   * both wrote.
   */
  READ_BEFORE("ww"),
  /** A third transaction read both, and saw the other's value of a key that both wrote. */
  READ_BESIDE("ww"),
  /**
   * A third transaction, later in this one's session, saw the other's value of a key that both
   * wrote.
   */
  EARLIER_IN_SESSION("ww"),
  /**
   * A third transaction, which this one happened before, saw the other's value of a key that both
   * wrote.
   */
  HAPPENED_BEFORE("ww"),
  /**
   * A third transaction, which this one has to come before, saw the other's value of a key that
   * both wrote.
   */
  ORDERED_BEFORE("ww"),
  /**
   * It appended to a list what stands right before what the other appended, or before it at all.
   */
  APPENDED_BEFORE("ww"),
  /** It read a version of a key older than the other's. */
  READ_WRITE("rw");

  private final String relation;

  EdgeKind(String relation) {
    this.relation = relation;
  }

  /** The name of the relation, as {@link glomers.bench.checker.Anomaly.Dependency} wants it. */
  public String relation() {
    return relation;
  }

  /** Whether it follows from the transactions' writing one key and a third one's reading it. */
  public boolean hasWitness() {
    return this == READ_BEFORE
        || this == READ_BESIDE
        || this == EARLIER_IN_SESSION
        || this == HAPPENED_BEFORE
        || this == ORDERED_BEFORE;
  }

  /** Whether it is part of what happened before: sessions and reads. */
  public boolean isCausal() {
    return this == SESSION || this == WRITE_READ;
  }
}
