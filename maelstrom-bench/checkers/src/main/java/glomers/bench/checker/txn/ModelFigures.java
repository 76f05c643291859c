package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a verdict on transactions: how many there were, and what each model turned out.
 */
public final class ModelFigures {
  private ModelFigures() {}

  /**
   * The figures.
   *
   * @param operations the transactions
   * @param keyCount how many keys they used
   * @param demanded the models that were demanded; anomalies that only others forbid stand apart
   */
  public static Map<String, Object> of(
      List<Operation> operations,
      int keyCount,
      Collection<ConsistencyModel> demanded,
      Findings findings,
      Convergence convergence) {
    Map<String, Object> levels = new LinkedHashMap<>();
    for (ConsistencyModel model : ConsistencyModel.values()) {
      levels.put(model.modelName(), word(findings.outcome(model)));
    }
    Map<String, Long> counts = new LinkedHashMap<>(findings.counts(demanded));
    counts.putAll(convergence.counts());
    Map<String, Long> others = new LinkedHashMap<>(findings.counts());
    others.keySet().removeAll(counts.keySet());
    Map<Operation.Outcome, Integer> outcomes = new EnumMap<>(Operation.Outcome.class);
    operations.forEach(operation -> outcomes.merge(operation.outcome(), 1, Integer::sum));

    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("transaction-count", operations.size());
    for (Operation.Outcome outcome : Operation.Outcome.values()) {
      figures.put(word(outcome) + "-count", (long) outcomes.getOrDefault(outcome, 0));
    }
    figures.put(
        "session-count", (int) operations.stream().mapToInt(Operation::process).distinct().count());
    figures.put("key-count", keyCount);
    figures.put("demanded", demanded.stream().map(ConsistencyModel::modelName).toList());
    figures.put("levels", levels);
    figures.put("convergence", word(convergence.outcome()));
    figures.put("anomaly-counts", counts);
    if (!others.isEmpty()) {
      figures.put("undemanded-anomaly-counts", others);
    }
    return figures;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
