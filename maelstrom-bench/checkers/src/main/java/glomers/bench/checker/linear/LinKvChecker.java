package glomers.bench.checker.linear;

import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Judges {@code lin-kv}: each key is a register with compare-and-set that has no value at first.
 * Inputs are {@code [key, null]} for {@code read}, {@code [key, value]} for {@code write}, {@code
 * [key, [from, to]]} for {@code cas}; a read's output is {@code [key, value]}.
 *
 * <p>What Knossos decides for Maelstrom is decided first of all. Beyond it, an answer that says
 * what the key's value is not is held to its word: that there is no such key (error 20, or null for
 * a value), and that a cas found another value (error 22). Knossos takes null for any value, and
 * leaves refused operations out.
 */
public final class LinKvChecker implements Checker {

  private static final AnomalyType WRONG_REFUSAL = AnomalyType.ours("wrong-refusal");

  private final LinearizabilityChecker register;

  /** A checker that gives up on a key within the given limits. */
  public LinKvChecker(SearchLimits limits) {
    register = new LinearizabilityChecker(Models.register()).within(limits);
  }

  /** A checker with the usual limits. */
  public LinKvChecker() {
    this(SearchLimits.DEFAULT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an operation is none of the workload's
   */
  @Override
  public Verdict check(List<Operation> history) {
    KeyedHistory keyed = new KeyedHistory(history);
    ObjectVerdicts verdicts = new ObjectVerdicts();
    keyed.byKey().forEach((key, operations) -> judge(key, operations, keyed, verdicts));
    return verdicts.verdict();
  }

  /** Whatever is right by all rules is right by Maelstrom's. */
  private void judge(
      JsonNode key, List<Operation> operations, KeyedHistory keyed, ObjectVerdicts verdicts) {
    Decision strict =
        register.decide(operations.stream().map(LinKvChecker::withRefusalAsAnswer).toList());
    Decision decision = strict;
    AnomalyType type = WRONG_REFUSAL;
    if (!(strict instanceof Decision.Linearizable)) {
      Decision lenient =
          register.decide(
              operations.stream()
                  .flatMap(operation -> asKnossosHasIt(operation).stream())
                  .toList());
      if (!(lenient instanceof Decision.Linearizable)) {
        decision = lenient;
        type = LinearizabilityChecker.NONLINEARIZABLE;
      }
    }
    verdicts.add(Optional.of(key), decision, type, keyed::original);
  }

  private static Operation withRefusalAsAnswer(Operation operation) {
    if (operation.outcome() == Outcome.FAIL && operation.errorKind() == ErrorKind.NO_SUCH_KEY) {
      return KeyedHistory.with(operation, "read", Json.nothing(), Outcome.OK, Json.nothing());
    }
    return operation.outcome() == Outcome.FAIL
            && operation.errorKind() == ErrorKind.PRECONDITION_FAILED
            && operation.function().equals("cas")
        ? KeyedHistory.with(operation, "cas", operation.input(), Outcome.OK, Json.parse("false"))
        : operation;
  }

  private static Optional<Operation> asKnossosHasIt(Operation operation) {
    boolean saysNothing =
        operation.function().equals("read") && operation.isOk() && operation.output().isNull();
    return saysNothing ? Optional.empty() : Optional.of(operation);
  }
}
