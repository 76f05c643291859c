package glomers.bench.verdict;

/**
 * What there is to say about a run besides its anomalies.
 *
 * @param sentence the same for people
 */
public record Remark(Kind kind, String sentence) {

  /** What it is about. */
  public enum Kind {
    /** The run did not get to its end. */
    BROKEN_OFF,
    /** A checker could not decide something. */
    UNDECIDED,
    /** A checker of this bench broke down, which is the bench's own fault. */
    CHECKER_BROKE_DOWN,
    /** One of Maelstrom's checkers was not satisfied with a run of its own. */
    MAELSTROMS_CHECKER
  }
}
