package glomers.bench.checker.linear;

import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides whether the history of one object is linearizable, or that of many of the same kind.
 * Operations of unknown outcome may take effect late or never, those that failed never do.
 */
public final class LinearizabilityChecker implements Checker {

  /** What it calls a history without an order. */
  public static final AnomalyType NONLINEARIZABLE = AnomalyType.ofMaelstrom("nonlinearizable");

  private final Model<?> model;
  private final SearchLimits limits;
  private final boolean hasKeys;

  private LinearizabilityChecker(Model<?> model, SearchLimits limits, boolean hasKeys) {
    this.model = model;
    this.limits = limits;
    this.hasKeys = hasKeys;
  }

  /**
   * A checker of one object.
   *
   * @param model what it does
   */
  public LinearizabilityChecker(Model<?> model) {
    this(model, SearchLimits.DEFAULT, false);
  }

  /**
   * A checker of many objects, as Jepsen's {@code independent} has them: each input, and each
   * output that isn't JSON null, is an array of the object's key and what the model is to see.
   */
  public static LinearizabilityChecker perKey(Model<?> model) {
    return new LinearizabilityChecker(model, SearchLimits.DEFAULT, true);
  }

  /** The same with other limits. */
  public LinearizabilityChecker within(SearchLimits other) {
    return new LinearizabilityChecker(model, other, hasKeys);
  }

  /**
   * Decides about one object, whose operations have no keys.
   *
   * @throws IllegalArgumentException if the model knows nothing of a function in the history
   */
  public Decision decide(List<Operation> history) {
    return new Search<>(model, history, limits).decide();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the model knows nothing of a function in the history
   */
  @Override
  public Verdict check(List<Operation> history) {
    ObjectVerdicts verdicts = new ObjectVerdicts();
    if (hasKeys) {
      KeyedHistory keyed = new KeyedHistory(history);
      keyed
          .byKey()
          .forEach((key, operations) ->
              verdicts.add(Optional.of(key), decide(operations), NONLINEARIZABLE, keyed::original));
    } else {
      verdicts.add(Optional.empty(), decide(history), NONLINEARIZABLE, UnaryOperator.identity());
    }
    return verdicts.verdict();
  }
}
