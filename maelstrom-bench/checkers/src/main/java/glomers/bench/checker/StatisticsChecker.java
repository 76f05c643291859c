package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts how operations ended, in all and by function. As Jepsen's, it is satisfied if every
 * function succeeded at least once.
 *
 * @param mayAlwaysFail functions that need not
 * @param isMaelstroms which operations Maelstrom would have asked for, too: among those each
 *     function has to have succeeded
 */
public record StatisticsChecker(Set<String> mayAlwaysFail, Predicate<Operation> isMaelstroms)
    implements Checker {

  private static final AnomalyType NEVER_OK = AnomalyType.ofMaelstrom("never-ok");
  private static final AnomalyType OURS_NEVER_OK = AnomalyType.ours(NEVER_OK.name());

  @Override
  public Verdict check(List<Operation> history) {
    Count all = new Count();
    Map<String, Count> byFunction = new TreeMap<>();
    for (Operation operation : history) {
      all.add(operation, true);
      byFunction
          .computeIfAbsent(operation.function(), unused -> new Count())
          .add(operation, isMaelstroms.test(operation));
    }
    AnomalyList anomalies = new AnomalyList();
    Map<String, Object> figuresByFunction = new LinkedHashMap<>();
    byFunction.forEach((function, count) -> {
      figuresByFunction.put(function, count.figures());
      boolean isMaelstromsRule = count.asked > 0 && count.okAsked == 0;
      if ((isMaelstromsRule || count.ok == 0) && !mayAlwaysFail.contains(function)) {
        anomalies.add(
            isMaelstromsRule ? NEVER_OK : OURS_NEVER_OK,
            () ->
                "not one of "
                    + (isMaelstromsRule ? count.asked : count.fail + count.info)
                    + " operations '"
                    + function
                    + "' succeeded; the first ended with: "
                    + count.first.error()
                    + " ("
                    + Legend.of(count.first)
                    + ")",
            count.first);
      }
    });
    Map<String, Object> figures = all.figures();
    figures.put("by-function", figuresByFunction);
    return anomalies.toVerdict(figures);
  }

  private static final class Count {
    private Operation first;
    private int ok;
    private int fail;
    private int info;

    /** Those that Maelstrom would have asked for, too. */
    private int asked;

    private int okAsked;

    void add(Operation operation, boolean isMaelstroms) {
      first = first == null ? operation : first;
      if (isMaelstroms) {
        asked++;
        okAsked += operation.isOk() ? 1 : 0;
      }
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
