package glomers.bench.sweep;

import glomers.bench.repeat.RunTrace;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;

/**
 * When a run is simulated a second time, to see whether it can be repeated. "Repeat with this seed"
 * is worth nothing if it cannot, and so is a verdict on what is never to be seen again.
 */
public enum Repetition {
  /** Never: its program cannot be loaded anew. */
  NEVER,
  /** If it is not valid. A run too long to be traced whole is too long to be run twice as well. */
  OF_BRIEF_FAILURES,
  /** If it is not valid. */
  OF_FAILURES,
  /** Whatever it came to. */
  ALWAYS;

  /** One of so many runs is repeated although nothing is wrong with it: the cost stays small. */
  private static final int SAMPLING_INTERVAL = 50;

  /**
   * What holds for a run of a sweep: failures are repeated, and so is a sample of all others.
   *
   * @param place its place among the runs of its sweep, from 0 on
   */
  public static Repetition inSweep(int place) {
    return place % SAMPLING_INTERVAL == 0 ? ALWAYS : OF_FAILURES;
  }

  boolean isDue(Judgement judgement, RunTrace trace) {
    boolean hasFailed = judgement.verdicts().byAll() != Validity.VALID;
    return switch (this) {
      case NEVER -> false;
      case OF_BRIEF_FAILURES -> hasFailed && trace.isComplete();
      case OF_FAILURES -> hasFailed;
      case ALWAYS -> true;
    };
  }
}
