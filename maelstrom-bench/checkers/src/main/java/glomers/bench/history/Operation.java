package glomers.bench.history;

import glomers.bench.json.PackedJson;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a client, from its invocation to its completion: the pair of what Jepsen calls
 * an invoke and an ok, fail or info. Nobody can change it. Its values may still be packed: then
 * they are read when somebody looks.
 */
public final class Operation {

  private final int index;
  private final int process;
  private final String node;
  private final String function;
  private final long invokedNanos;
  private final Outcome outcome;
  private final long completedNanos;
  private final ErrorKind errorKind;
  private final String error;
  private final int finalRound;

  /** Where values are that have not been read; null if there are none. */
  private final PackedJson packed;

  private final long place;
  private JsonNode input;
  private JsonNode output;

  /**
   * An operation.
   *
   * @param index its place among all operations, in the order of their invocations
   * @param process the client process that ran it. A process has one operation open at a time and
   *     stays with one node; after an indeterminate operation it is never used again (its worker
   *     goes on as another process)
   * @param node the node that it was sent to
   * @param function what was asked, for example {@code send}
   * @param input what was asked with: the generator's value
   * @param invokedNanos when it was invoked, since the start of the run
   * @param outcome how it ended
   * @param completedNanos when that was known, since the start of the run
   * @param output the value with which it ended; JSON null unless it is {@link Outcome#OK}
   * @param errorKind why it is not ok; {@link ErrorKind#NONE} if it is
   * @param error the same for people; empty if it is ok
   * @param finalRound to which round of the final phase it belongs, counted from 1, all of which
   *     are after all faults were healed; 0 if it was asked before
   */
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
      ErrorKind errorKind,
      String error,
      int finalRound) {
    this(
        index,
        process,
        node,
        function,
        invokedNanos,
        outcome,
        completedNanos,
        errorKind,
        error,
        finalRound,
        null,
        0,
        input,
        output);
  }

  private Operation(
      int index,
      int process,
      String node,
      String function,
      long invokedNanos,
      Outcome outcome,
      long completedNanos,
      ErrorKind errorKind,
      String error,
      int finalRound,
      PackedJson packed,
      long place,
      JsonNode input,
      JsonNode output) {
    this.index = index;
    this.process = process;
    this.node = node;
    this.function = function;
    this.invokedNanos = invokedNanos;
    this.outcome = outcome;
    this.completedNanos = completedNanos;
    this.errorKind = errorKind;
    this.error = error;
    this.finalRound = finalRound;
    this.packed = packed;
    this.place = place;
    this.input = input;
    this.output = output;
  }

  /** One whose values, its input and then its output, are packed at a place. */
  static Operation ofPacked(
      int index,
      int process,
      String node,
      String function,
      long invokedNanos,
      Outcome outcome,
      long completedNanos,
      ErrorKind errorKind,
      String error,
      int finalRound,
      PackedJson packed,
      long place) {
    return new Operation(
        index,
        process,
        node,
        function,
        invokedNanos,
        outcome,
        completedNanos,
        errorKind,
        error,
        finalRound,
        packed,
        place,
        null,
        null);
  }

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
    return with(other, finalRound);
  }

  /** The same in a round of the final phase. */
  public Operation inFinalRound(int round) {
    return with(index, round);
  }

  private Operation with(int otherIndex, int otherRound) {
    return new Operation(
        otherIndex,
        process,
        node,
        function,
        invokedNanos,
        outcome,
        completedNanos,
        errorKind,
        error,
        otherRound,
        packed,
        place,
        input,
        output);
  }

  /** Its place among all operations, in the order of their invocations. */
  public int index() {
    return index;
  }

  /** The client process that ran it. */
  public int process() {
    return process;
  }

  /** The node that it was sent to. */
  public String node() {
    return node;
  }

  /** What was asked, for example {@code send}. */
  public String function() {
    return function;
  }

  /** What was asked with: the generator's value. */
  public JsonNode input() {
    if (input != null) {
      return input;
    }
    JsonNode read = packed.first(place);
    if (packed.areSmall(place)) {
      input = read;
    }
    return read;
  }

  /** When it was invoked, since the start of the run. */
  public long invokedNanos() {
    return invokedNanos;
  }

  /** How it ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** When that was known, since the start of the run. */
  public long completedNanos() {
    return completedNanos;
  }

  /** The value with which it ended; JSON null unless it is {@link Outcome#OK}. */
  public JsonNode output() {
    if (output != null) {
      return output;
    }
    JsonNode read = packed.second(place);
    if (packed.areSmall(place)) {
      output = read;
    }
    return read;
  }

  /** Why it is not ok; {@link ErrorKind#NONE} if it is. */
  public ErrorKind errorKind() {
    return errorKind;
  }

  /** The same for people; empty if it is ok. */
  public String error() {
    return error;
  }

  /** To which round of the final phase it belongs, counted from 1; 0 if it was asked before. */
  public int finalRound() {
    return finalRound;
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

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof Operation that
            && index == that.index
            && process == that.process
            && invokedNanos == that.invokedNanos
            && completedNanos == that.completedNanos
            && outcome == that.outcome
            && errorKind == that.errorKind
            && finalRound == that.finalRound
            && node.equals(that.node)
            && function.equals(that.function)
            && error.equals(that.error)
            && input().equals(that.input())
            && output().equals(that.output());
  }

  /** Without its values: the rest tells operations apart. */
  @Override
  public int hashCode() {
    return (31 * index + process) * 31 + Long.hashCode(invokedNanos);
  }

  @Override
  public String toString() {
    return "Operation[%d, process %d at %s: %s %s, %d to %d ns: %s %s%s%s]"
        .formatted(
            index,
            process,
            node,
            function,
            input(),
            invokedNanos,
            completedNanos,
            outcome,
            output(),
            error.isEmpty() ? "" : " " + errorKind + " " + error,
            isFinal() ? ", final round " + finalRound : "");
  }
}
