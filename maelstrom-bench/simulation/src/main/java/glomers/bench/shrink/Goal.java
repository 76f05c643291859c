package glomers.bench.shrink;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Rule;
import glomers.bench.checker.RuleSet;
import glomers.bench.history.Operation;
import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import java.util.List;
import java.util.Optional;

/** What has to come back in each smaller run, or it is no smaller case of the same. */
public sealed interface Goal {

  /** Whether a run shows it. */
  boolean isShownBy(JudgedRun run);

  /** What a run shows. */
  Anomaly foundIn(JudgedRun run);

  /**
   * Whether a run shows it by what was asked at its end. Then the end, and the time to recover that
   * comes before it, must stay: a node has to be given that time before one may say that it never
   * learns something.
   */
  boolean needsTheEnd(JudgedRun run);

  /** An anomaly of a type, which tells whose rule it breaks, too. */
  record OfType(AnomalyType type) implements Goal {
    @Override
    public boolean isShownBy(JudgedRun run) {
      return run.result().failure().isEmpty()
          && run.judgement().anomalies().stream().anyMatch(found -> found.kind().equals(type));
    }

    @Override
    public Anomaly foundIn(JudgedRun run) {
      return run.judgement().anomalies().stream()
          .filter(found -> found.kind().equals(type))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public boolean needsTheEnd(JudgedRun run) {
      return run.judgement().anomalies().stream()
          .filter(found -> found.kind().equals(type))
          .anyMatch(found ->
              found.operations().isEmpty()
                  || found.operations().stream().anyMatch(Operation::isFinal));
    }
  }

  /**
   * A run that is broken off by a node.
   *
   * @param isCrash whether the node is dead, rather than misbehaved
   */
  record BrokenOff(boolean isCrash) implements Goal {
    @Override
    public boolean isShownBy(JudgedRun run) {
      return run.result().failure().map(RunResult.Failure::isCrash).equals(Optional.of(isCrash));
    }

    @Override
    public Anomaly foundIn(JudgedRun run) {
      return new Anomaly(
          AnomalyType.ours(isCrash ? "crashed" : "misbehaved"),
          run.result().failure().orElseThrow().sentence(),
          List.of());
    }

    @Override
    public boolean needsTheEnd(JudgedRun run) {
      return false;
    }
  }

  /** What decides that a run is not valid; empty if it is, or if nothing of it could come back. */
  static Optional<Goal> of(JudgedRun run) {
    if (run.result().failure().isPresent()) {
      return Optional.of(new BrokenOff(run.result().failure().get().isCrash()));
    }
    TestOptions options = run.options();
    return run.judgement().anomalies().stream()
        .filter(found -> counts(found, options.demands().rules()))
        .findFirst()
        .map(found -> new OfType(found.kind()));
  }

  private static boolean counts(Anomaly found, RuleSet rules) {
    return rules == RuleSet.ALL || found.rule() == Rule.MAELSTROM;
  }
}
