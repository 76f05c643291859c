package glomers.bench.verdict;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AvailabilityChecker;
import glomers.bench.checker.Checker;
import glomers.bench.checker.PerformanceChecker;
import glomers.bench.checker.ReplyFormatChecker;
import glomers.bench.checker.RestChecker;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.StallChecker;
import glomers.bench.checker.StatisticsChecker;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Outcome;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import glomers.bench.network.NetworkStatistics;
import glomers.bench.network.NetworkStatistics.Counts;
import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import glomers.bench.workload.Workload;
import glomers.core.node.Promises.Durability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts a run before all checkers and sums up what they say. */
public final class Judge {

  private Judge() {}

  /** Judges a run. */
  public static Judgement judge(TestOptions options, Workload workload, RunResult run) {
    return judge(options, workload, run, checker -> {});
  }

  /**
   * Judges a run that may be long.
   *
   * @param progress told the name of each checker as it begins
   */
  public static Judgement judge(
      TestOptions options, Workload workload, RunResult run, Consumer<String> progress) {
    return judge(options, workload, run, Workload::checker, progress);
  }

  /** Judges a run that may be one of thousands: without figures that take long. */
  public static Judgement judgeBriefly(TestOptions options, Workload workload, RunResult run) {
    return judge(options, workload, run, Workload::briefChecker, checker -> {});
  }

  private static Judgement judge(
      TestOptions options,
      Workload workload,
      RunResult run,
      BiFunction<Workload, Deaths, Checker> checkerOf,
      Consumer<String> progress) {
    List<Operation> history = run.history();
    Deaths excuses =
        options.adversity().durability() == Durability.SURVIVORS
            ? Deaths.of(run.memoryLosses())
            : Deaths.NONE;
    Predicate<Operation> isMaelstroms = operation -> isMaelstroms(workload, operation);
    Map<String, Checker> checkers = new LinkedHashMap<>();
    checkers.put("performance", new PerformanceChecker());
    boolean mayAllFail =
        options.demands().okFraction().equals(OptionalDouble.of(0))
            && options.demands().rules() == RuleSet.ALL;
    checkers.put(
        "stats",
        new StatisticsChecker(
            mayAllFail ? functions(history) : workload.functionsThatMayAlwaysFail(), isMaelstroms));
    checkers.put(
        "availability", new AvailabilityChecker(options.demands().okFraction(), isMaelstroms));
    checkers.put(
        "stall",
        new StallChecker(
            run.majorities(),
            workload.functionsThatMayAlwaysFail(),
            options.demands().maxStallSeconds()));
    checkers.put("format", new ReplyFormatChecker());
    checkers.put("workload", checkerOf.apply(workload, excuses));
    checkers.put("rest", new RestChecker(run.waiting()));
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
    List<Remark> remarks = new ArrayList<>();
    List<Anomaly> anomalies = new ArrayList<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<RuleSet, Outcome> outcomes = new EnumMap<>(RuleSet.class);
    checkers.forEach((name, checker) -> {
      progress.accept(name);
      Map<RuleSet, Outcome> own = new EnumMap<>(RuleSet.class);
      Map<String, Object> figures = new LinkedHashMap<>();
      try {
        Verdict verdict = checker.check(history);
        verdict
            .undecided()
            .ifPresent(
                undecided -> remarks.add(new Remark(Remark.Kind.UNDECIDED, undecided.reason())));
        anomalies.addAll(verdict.anomalies());
        verdict.anomalyCounts().forEach((type, count) -> counts.merge(type, count, Long::sum));
        for (RuleSet rules : RuleSet.values()) {
          own.put(rules, verdict.outcome(rules));
        }
        figures.putAll(verdict.figures());
        if (!verdict.anomalyCounts().isEmpty()) {
          figures.putIfAbsent("anomaly-counts", verdict.anomalyCounts());
        }
      } catch (RuntimeException e) {
        remarks.add(
            new Remark(
                Remark.Kind.CHECKER_BROKE_DOWN, "the " + name + " checker broke down: " + e));
        for (RuleSet rules : RuleSet.values()) {
          own.put(rules, Outcome.UNKNOWN);
        }
      }
      own.forEach((rules, outcome) -> outcomes.merge(rules, outcome, Outcome::and));
      Map<String, Object> withVerdict = new LinkedHashMap<>();
      withVerdict.put("valid", jepsens(own.get(options.demands().rules())));
      withVerdict.putAll(figures);
      results.put(name, withVerdict);
    });
    Verdicts verdicts =
        new Verdicts(
            validity(outcomes.get(RuleSet.ALL)), validity(outcomes.get(RuleSet.MAELSTROM)));
    return new Judgement(
        options.demands().rules(),
        run.failure().map(Judge::verdictsOf).orElse(verdicts),
        run.failure()
            .map(failure -> List.of(new Remark(Remark.Kind.BROKEN_OFF, failure.sentence())))
            .orElse(List.copyOf(remarks)),
        List.copyOf(anomalies),
        counts,
        results);
  }

  private static Set<String> functions(List<Operation> history) {
    return history.stream().map(Operation::function).collect(Collectors.toSet());
  }

  /**
   * A crash ends a run of Maelstrom, too. From a node that breaks the rules of its output it reads
   * nothing more and goes on; what would have come of that nobody knows.
   */
  private static Verdicts verdictsOf(RunResult.Failure failure) {
    return failure.isCrash()
        ? new Verdicts(Validity.CRASHED, Validity.CRASHED)
        : new Verdicts(Validity.INVALID, Validity.UNKNOWN);
  }

  private static Validity validity(Outcome outcome) {
    return switch (outcome) {
      case VALID -> Validity.VALID;
      case UNKNOWN -> Validity.UNKNOWN;
      case INVALID -> Validity.INVALID;
    };
  }

  /** A verdict as Jepsen writes it down. */
  private static Object jepsens(Outcome outcome) {
    return outcome == Outcome.UNKNOWN ? "unknown" : outcome == Outcome.VALID;
  }

  /** Whether the real Maelstrom would have asked for an operation, too. */
  private static boolean isMaelstroms(Workload workload, Operation operation) {
    return switch (operation.finalRound()) {
      case 0 -> true;
      case 1 -> workload.isFinalPhaseMaelstroms();
      default -> false;
    };
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
    figures.put("byte-count", counts.byteCount());
    if (operations > 0) {
      figures.put("msgs-per-op", (double) counts.messageCount() / operations);
      figures.put("bytes-per-op", (double) counts.byteCount() / operations);
    }
    return figures;
  }
}
