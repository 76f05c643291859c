package glomers.bench.cli;

import glomers.bench.engine.Chance;
import glomers.bench.limits.RunFigures;
import glomers.bench.node.LogSink;
import glomers.bench.report.Judge;
import glomers.bench.report.Judgement;
import glomers.bench.report.Validity;
import glomers.bench.run.Simulation;
import glomers.bench.run.TestOptions;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import glomers.core.node.NodeProgram;
import java.util.List;

/**
 * One seed, simulated and judged.
 *
 * @param reason why it is not valid; empty if it is
 */
record SeedRun(long seed, Validity validity, String reason, RunFigures figures) {

  /** Simulates a test. Safe to call from several threads at the same time. */
  static SeedRun of(TestOptions options, NodeProgram<?, ?> program, List<String> arguments) {
    try {
      Workload workload =
          Workloads.create(options, new Chance(options.seed()).source("workload")).orElseThrow();
      Judgement judgement =
          Judge.judge(
              options,
              workload,
              Simulation.run(options, workload, program, arguments, node -> LogSink.NONE));
      return new SeedRun(
          options.seed(),
          judgement.validity(),
          judgement.reasons().isEmpty() ? "" : judgement.reasons().getFirst(),
          RunFigures.of(judgement.validity() == Validity.VALID, judgement.results()));
    } catch (RuntimeException e) {
      return new SeedRun(
          options.seed(), Validity.UNKNOWN, "the bench broke down: " + e, RunFigures.NONE);
    }
  }

  boolean isValid() {
    return validity == Validity.VALID;
  }
}
