package glomers.bench.verdict;

/** What a run came to, with Jepsen's exit status. */
public enum Validity {
  /** All is as promised. */
  VALID(0),
  /** Some promise was broken. */
  INVALID(1),
  /** Nothing can be said. */
  UNKNOWN(2),
  /** The run could not be carried out: a node died, or never got up. */
  CRASHED(255);

  private final int exitStatus;

  Validity(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** The status that the program ends with. */
  public int exitStatus() {
    return exitStatus;
  }
}
