package glomers.bench.checker.append;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.checker.txn.Findings;
import glomers.bench.history.Operation.Outcome;
import java.util.Arrays;
import java.util.function.Supplier;

/** Puts what is wrong with lists and reads among the findings. */
final class ListFaults {
  private final ListHistory history;
  private final Findings findings;

  ListFaults(ListHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
  }

  /**
   * Adds one.
   *
   * @param shown the transactions that show it, in the order in which they tell the story
   */
  void add(Fault fault, Subject subject, Supplier<String> description, int... shown) {
    findings.add(
        fault.type(),
        fault.broken(),
        () ->
            new Anomaly(
                    AnomalyType.ours(fault.type()),
                    description.get(),
                    Arrays.stream(shown).distinct().mapToObj(history::operation).toList())
                .about(subject));
  }

  /** An element, as what a fault is about. */
  Item item(int element) {
    return Item.version(history.key(history.keyOf(element)), history.value(element));
  }

  /** Whether an element was appended by a transaction that certainly failed. */
  boolean isFailed(int element) {
    int writer = history.writer(element);
    return writer != ListHistory.NONE && history.operation(writer).outcome() == Outcome.FAIL;
  }
}
