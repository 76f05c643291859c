package glomers.bench.history;

import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Collects operations from anywhere for a checker, in any order. Inputs and outputs are plain Java:
 * numbers, texts, truths, null, lists and maps of these. Each process counts as a node of its own.
 * Not thread-safe.
 */
public final class History {

  private final List<Operation> operations = new ArrayList<>();

  /** Adds an operation that succeeded. */
  public void ok(
      int process,
      String function,
      Object input,
      Object output,
      long invokedNanos,
      long completedNanos) {
    add(process, function, input, invokedNanos, Outcome.OK, completedNanos, Json.value(output));
  }

  /** Adds an operation that certainly did not happen. */
  public void failed(
      int process, String function, Object input, long invokedNanos, long completedNanos) {
    add(process, function, input, invokedNanos, Outcome.FAIL, completedNanos, Json.nothing());
  }

  /** Adds an operation that may have happened, may happen yet, or never. */
  public void unknown(int process, String function, Object input, long invokedNanos) {
    add(process, function, input, invokedNanos, Outcome.INFO, invokedNanos, Json.nothing());
  }

  private void add(
      int process,
      String function,
      Object input,
      long invokedNanos,
      Outcome outcome,
      long completedNanos,
      JsonNode output) {
    if (completedNanos < invokedNanos) {
      throw new IllegalArgumentException("The " + function + " ended before it began");
    }
    operations.add(
        new Operation(
            operations.size(),
            process,
            "p" + process,
            function,
            Json.value(input),
            invokedNanos,
            outcome,
            completedNanos,
            output,
            "",
            false));
  }

  /** What was added, in the order of the invocations, and numbered so. */
  public List<Operation> operations() {
    List<Operation> sorted = new ArrayList<>(operations);
    sorted.sort(Comparator.comparingLong(Operation::invokedNanos));
    List<Operation> numbered = new ArrayList<>(sorted.size());
    sorted.forEach(operation -> numbered.add(operation.withIndex(numbered.size())));
    return numbered;
  }
}
