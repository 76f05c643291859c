package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts how operations ended, in all and by function. As Jepsen's, it is satisfied if every
 * function succeeded at least once.
 *
 * @param mayAlwaysFail functions that need not
 */
public record StatisticsChecker(Set<String> mayAlwaysFail) implements Checker {

  @Override
  public Verdict check(List<Operation> history) {
    Count all = new Count();
    Map<String, Count> byFunction = new TreeMap<>();
    for (Operation operation : history) {
      all.add(operation);
      byFunction.computeIfAbsent(operation.function(), unused -> new Count()).add(operation);
    }
    AnomalyList anomalies = new AnomalyList();
    Map<String, Object> figuresByFunction = new LinkedHashMap<>();
    byFunction.forEach((function, count) -> {
      figuresByFunction.put(function, count.figures());
      if (count.ok == 0 && !mayAlwaysFail.contains(function)) {
        anomalies.add(
            "never-ok",
            () ->
                "not one of "
                    + (count.fail + count.info)
                    + " operations '"
                    + function
                    + "' succeeded; the first ended with: "
                    + count.first.error(),
            count.first);
      }
    });
    Map<String, Object> figures = all.figures();
    figures.put("by-function", figuresByFunction);
    Verdict verdict = anomalies.toVerdict(Map.of());
    return new Verdict(verdict.isValid(), figures, verdict.anomalies());
  }

  private static final class Count {
    private Operation first;
    private int ok;
    private int fail;
    private int info;

    void add(Operation operation) {
      first = first == null ? operation : first;
      switch (operation.outcome()) {
        case OK -> ok++;
        case FAIL -> fail++;
        case INFO -> info++;
      }
    }

    Map<String, Object> figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("count", ok + fail + info);
      figures.put("ok-count", ok);
      figures.put("fail-count", fail);
      figures.put("info-count", info);
      return figures;
    }
  }
}
