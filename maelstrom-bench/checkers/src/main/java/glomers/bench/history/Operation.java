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
 * @param errorKind why it is not ok; {@link ErrorKind#NONE} if it is
 * @param error the same for people; empty if it is ok
 * @param finalRound to which round of the final phase it belongs, counted from 1, all of which are
 *     after all faults were healed; 0 if it was asked before
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
    ErrorKind errorKind,
    String error,
    int finalRound) {

  /** One of the first round, or of none, with an error of no particular kind if there is one. */
  public Operation(
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
    this(
        index,
        process,
        node,
        function,
        input,
        invokedNanos,
        outcome,
        completedNanos,
        output,
        outcome == Outcome.OK ? ErrorKind.NONE : ErrorKind.OTHER,
        error,
        isFinal ? 1 : 0);
  }

  /** How an operation ended. */
  public enum Outcome {
    /** It happened. */
    OK,
    /** It certainly did not happen. */
    FAIL,
    /** It may have happened, may happen yet, or never. */
    INFO
  }

  /** The same at another place in its history. */
  public Operation withIndex(int other) {
    return new Operation(
        other,
        process,
        node,
        function,
        input,
        invokedNanos,
        outcome,
        completedNanos,
        output,
        errorKind,
        error,
        finalRound);
  }

  /** The same in a round of the final phase. */
  public Operation inFinalRound(int round) {
    return new Operation(
        index,
        process,
        node,
        function,
        input,
        invokedNanos,
        outcome,
        completedNanos,
        output,
        errorKind,
        error,
        round);
  }

  /** Why an operation did not succeed. */
  public enum ErrorKind {
    /** It did succeed. */
    NONE,
    /** The node answered with an error of another kind than those below. */
    REFUSED,
    /** The node answered that there is no such key. */
    NO_SUCH_KEY,
    /** The node answered that the key has another value. */
    PRECONDITION_FAILED,
    /** The node did not answer in time. */
    NO_ANSWER,
    /** The node's answer broke the protocol's rules. */
    MALFORMED_REPLY,
    /** The client ended before the node could answer. */
    CLIENT_CRASHED,
    /** Something else, or nobody wrote down what. */
    OTHER
  }

  /** Whether it belongs to the final phase, after all faults were healed. */
  public boolean isFinal() {
    return finalRound > 0;
  }

  /** Whether it certainly happened. */
  public boolean isOk() {
    return outcome == Outcome.OK;
  }
}
