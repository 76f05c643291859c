package glomers.bench.report;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AvailabilityChecker;
import glomers.bench.checker.Checker;
import glomers.bench.checker.PerformanceChecker;
import glomers.bench.checker.ReplyFormatChecker;
import glomers.bench.checker.StallChecker;
import glomers.bench.checker.StatisticsChecker;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import glomers.bench.network.NetworkStatistics;
import glomers.bench.network.NetworkStatistics.Counts;
import glomers.bench.run.RunResult;
import glomers.bench.run.TestOptions;
import glomers.bench.workload.Workload;
import glomers.core.node.Promises.Durability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a run before all checkers and sums up what they say. */
public final class Judge {

  private Judge() {}

  /** Judges a run. */
  public static Judgement judge(TestOptions options, Workload workload, RunResult run) {
    List<Operation> history = run.history();
    Deaths excuses =
        options.adversity().durability() == Durability.SURVIVORS
            ? Deaths.of(run.memoryLosses())
            : Deaths.NONE;
    Map<String, Checker> checkers = new LinkedHashMap<>();
    checkers.put("performance", new PerformanceChecker());
    boolean mayAllFail = options.demands().okFraction().equals(OptionalDouble.of(0));
    checkers.put(
        "stats",
        new StatisticsChecker(
            mayAllFail ? functions(history) : workload.functionsThatMayAlwaysFail()));
    checkers.put("availability", new AvailabilityChecker(options.demands().okFraction()));
    checkers.put(
        "stall",
        new StallChecker(
            run.majorities(),
            workload.functionsThatMayAlwaysFail(),
            options.demands().maxStallSeconds()));
    checkers.put("format", new ReplyFormatChecker());
    checkers.put("workload", workload.checker(excuses));
    if (options.demands().maxStaleSeconds().isPresent()) {
      var freshness =
          new Freshness(
              run.sides(),
              run.majorities(),
              run.memoryLosses(),
              options.demands().maxStaleSeconds().getAsDouble());
      workload.staleChecker(freshness).ifPresent(checker -> checkers.put("stale", checker));
    }

    Map<String, Map<String, Object>> results = new LinkedHashMap<>();
    results.put("net", networkFigures(run.network(), history.size()));
    List<String> reasons = new ArrayList<>();
    List<Anomaly> anomalies = new ArrayList<>();
    boolean isInvalid = false;
    boolean isUnknown = false;
    for (Map.Entry<String, Checker> checker : checkers.entrySet()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      try {
        Verdict verdict = checker.getValue().check(history);
        boolean isUndecided = verdict.figures().containsKey(Verdict.UNDECIDED);
        isInvalid |= !verdict.isValid();
        isUnknown |= isUndecided;
        if (isUndecided) {
          reasons.add(String.valueOf(verdict.figures().get(Verdict.UNDECIDED)));
        }
        verdict.anomalies().forEach(anomaly -> reasons.add(reason(anomaly)));
        anomalies.addAll(verdict.anomalies());
        figures.put("valid", !verdict.isValid() ? false : isUndecided ? "unknown" : true);
        figures.putAll(verdict.figures());
      } catch (RuntimeException e) {
        isUnknown = true;
        reasons.add("the " + checker.getKey() + " checker broke down: " + e);
        figures.put("valid", "unknown");
      }
      results.put(checker.getKey(), figures);
    }
    Validity validity =
        isInvalid ? Validity.INVALID : isUnknown ? Validity.UNKNOWN : Validity.VALID;
    if (run.failure().isPresent()) {
      RunResult.Failure failure = run.failure().get();
      validity = failure.isCrash() ? Validity.CRASHED : Validity.INVALID;
      reasons.clear(); // of a run that was broken off nothing else is worth knowing first
      reasons.add(failure.sentence());
    }
    return new Judgement(validity, List.copyOf(reasons), List.copyOf(anomalies), results);
  }

  private static Set<String> functions(List<Operation> history) {
    return history.stream().map(Operation::function).collect(Collectors.toSet());
  }

  private static String reason(Anomaly anomaly) {
    return anomaly.type() + ": " + anomaly.description();
  }

  private static Map<String, Object> networkFigures(NetworkStatistics network, int operations) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("valid", true);
    figures.put("all", counts(network.all(), operations));
    figures.put("clients", counts(network.clients(), 0));
    figures.put("servers", counts(network.servers(), operations));
    figures.put("dropped-by-partition-count", network.droppedByPartitionCount());
    figures.put("lost-count", network.lostCount());
    figures.put("undeliverable-count", network.undeliverableCount());
    return figures;
  }

  private static Map<String, Object> counts(Counts counts, int operations) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("send-count", counts.sendCount());
    figures.put("recv-count", counts.receiveCount());
    figures.put("msg-count", counts.messageCount());
    if (operations > 0) {
      figures.put("msgs-per-op", (double) counts.messageCount() / operations);
    }
    return figures;
  }
}
