package glomers.bench.repeat;

import glomers.bench.engine.Chance;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.program.LoadedProgram;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a simulated run can be repeated. "Repeat with this seed" is worth nothing if it
 * cannot, and so is a verdict on what is never to be seen again.
 */
public final class RepeatCheck {

  /** One of so many runs is repeated although nothing is wrong with it: the cost stays small. */
  private static final int SAMPLING_INTERVAL = 50;

  private RepeatCheck() {}

  /**
   * Whether a run is one of the sample that is to be repeated, valid or not.
   *
   * @param place its place among the runs of its sweep, from 0 on
   */
  public static boolean isInSample(int place) {
    return place % SAMPLING_INTERVAL == 0;
  }

  /**
   * Simulates a test once more, with classes of its own, and compares.
   *
   * @param first what the first run gave
   * @param firstTrace what had been its network's observer
   * @return the first difference; empty if the runs are the same
   */
  public static Optional<Difference> repeat(
      TestOptions options,
      LoadedProgram program,
      List<String> arguments,
      RunResult first,
      RunTrace firstTrace) {
    Workload workload =
        Workloads.create(options, new Chance(options.seed()).source("workload")).orElseThrow();
    RunTrace secondTrace = new RunTrace();
    RunResult second =
        Simulation.run(
            options,
            workload,
            program.withFreshClasses(),
            arguments,
            node -> LogSink.NONE,
            secondTrace);
    return Difference.between(first, firstTrace, second, secondTrace);
  }
}
