package glomers.bench.serve;

import glomers.bench.verdict.RunFigures;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One run in the store, ours or Maelstrom's.
 *
 * @param workload the folder that it lies in
 * @param name its own folder's name
 * @param started when it began
 * @param verdict its verdict
 * @param nodeCount how many nodes it had, if that can be told
 * @param figures what was measured
 */
record StoredRun(
    String workload,
    String name,
    Instant started,
    Verdict verdict,
    OptionalInt nodeCount,
    RunFigures figures) {

  /** What a run came to, best first. */
  enum Verdict {
    VALID("valid"),
    UNKNOWN("unknown"),
    INVALID("invalid"),
    BROKEN_OFF("broken off"),
    /** It goes on still, or ended before it was judged, or its results cannot be read. */
    NO_RESULTS("no results");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
