package glomers.bench.history;

import tools.jackson.databind.JsonNode;

/**
 * One operation of a client, from its invocation to its completion: the pair of what Jepsen calls
 * an invoke and an ok, fail or info.
 *
 * @param index its place among all operations, in the order of their invocations
 * @param process the client process that ran it. A process has one operation open at a time and
 *     stays with one node; after an indeterminate operation it is never used again (its worker goes
 *     on as another process)
 * @param node the node that it was sent to
 * @param function what was asked, for example {@code send}
 * @param input what was asked with: the generator's value
 * @param invokedNanos when it was invoked, since the start of the run
 * @param outcome how it ended
 * @param completedNanos when that was known, since the start of the run
 * @param output the value with which it ended; JSON null unless it is {@link Outcome#OK}
 * @param error why it is not ok, for people; empty if it is
 * @param isFinal whether it belongs to the final phase, after all faults were healed
 */
public record Operation(
    int index,
    int process,
    String node,
    String function,
    JsonNode input,
    long invokedNanos,
    Outcome outcome,
    long completedNanos,
    JsonNode output,
    String error,
    boolean isFinal) {

  /** How an operation ended. */
  public enum Outcome {
    /** It happened. */
    OK,
    /** It certainly did not happen. */
    FAIL,
    /** It may have happened, may happen yet, or never. */
    INFO
  }

  /** Whether it certainly happened. */
  public boolean isOk() {
    return outcome == Outcome.OK;
  }
}
