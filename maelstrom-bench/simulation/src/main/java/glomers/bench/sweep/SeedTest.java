package glomers.bench.sweep;

import glomers.bench.network.Network;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.Plan;
import glomers.bench.repeat.Difference;
import glomers.bench.repeat.RunTrace;
import glomers.bench.run.RunResult;
import glomers.bench.run.Simulation;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * All that decides a simulated run: the same test gives the same run, every time. This is the one
 * way from a seed to a verdict, for single tests, for sweeps and for tests of nodes. Safe to run in
 * several threads at the same time.
 *
 * @param options what to test, its seed included
 * @param program whose nodes run
 * @param arguments the nodes' command line
 * @param plan how it goes; by chance, from the options' seed, if empty
 */
public record SeedTest(
    TestOptions options, ProgramSource program, List<String> arguments, Optional<Plan> plan) {

  /** A test that is decided by chance. */
  public SeedTest(TestOptions options, ProgramSource program, List<String> arguments) {
    this(options, program, arguments, Optional.empty());
  }

  /** A test that goes as planned. */
  public static SeedTest of(Plan plan, ProgramSource program) {
    return new SeedTest(plan.options(), program, plan.arguments(), Optional.of(plan));
  }

  /** All that is decided in it. It takes a run to find that out, unless it goes as planned. */
  public Plan toPlan() {
    return plan.orElseGet(() -> Simulation.record(options, program, arguments));
  }

  /** The same with another seed. */
  public SeedTest withSeed(long seed) {
    return new SeedTest(options.withSeed(seed), program, arguments, Optional.empty());
  }

  /** Simulates it, judges it, and repeats it if that is due. */
  public SeedRun run(Repetition repetition) {
    return run(repetition, node -> LogSink.NONE, Network.Observer.NONE);
  }

  /**
   * Simulates it, judges it, and repeats it if that is due.
   *
   * @param logs where the nodes' logs go, those of the repetition excepted
   * @param observer sees all messages but the repetition's
   * @throws IllegalArgumentException if there is no such workload
   */
  public SeedRun run(Repetition repetition, LogSink.Factory logs, Network.Observer observer) {
    return run(repetition, logs, observer, operations -> checker -> {});
  }

  /**
   * Simulates it, judges it, and repeats it if that is due.
   *
   * @param logs where the nodes' logs go, those of the repetition excepted
   * @param observer sees all messages but the repetition's
   * @param progress told how many operations there are when they are judged; what it returns is
   *     told the name of each checker as it begins
   * @throws IllegalArgumentException if there is no such workload
   */
  public SeedRun run(
      Repetition repetition,
      LogSink.Factory logs,
      Network.Observer observer,
      IntFunction<Consumer<String>> progress) {
    return judged(
        repetition,
        logs,
        observer,
        (tested, workload, result) ->
            Judge.judge(tested, workload, result, progress.apply(result.history().size())));
  }

  /** Puts a run before the checkers. */
  @FunctionalInterface
  private interface Judging {
    Judgement judge(TestOptions options, Workload workload, RunResult result);
  }

  private SeedRun judged(
      Repetition repetition, LogSink.Factory logs, Network.Observer observer, Judging judging) {
    Workload workload = newWorkload();
    RunTrace trace = new RunTrace();
    RunResult result =
        simulate(
            workload,
            program,
            logs,
            repetition == Repetition.NEVER
                ? observer
                : Network.Observer.of(List.of(trace, observer)));
    Judgement judgement = judging.judge(options, workload, result);
    return new SeedRun(
        this,
        result,
        judgement,
        repetition.isDue(judgement, trace) ? repeat(result, trace) : Optional.empty());
  }

  /** Simulates it and judges it, without figures that take long. */
  public SeedRun runBriefly() {
    Workload workload = newWorkload();
    RunResult result = simulate(workload, program, node -> LogSink.NONE, Network.Observer.NONE);
    return new SeedRun(
        this, result, Judge.judgeBriefly(options, workload, result), Optional.empty());
  }

  /**
   * The same, but what goes wrong with the run is what it came to; and without figures that take
   * long, since none of them is kept.
   */
  public SeedOutcome outcome(Repetition repetition) {
    long startNanos = System.nanoTime();
    try {
      return SeedOutcome.of(
          judged(repetition, node -> LogSink.NONE, Network.Observer.NONE, Judge::judgeBriefly),
          startNanos);
    } catch (CancellationException e) {
      return SeedOutcome.unjudged(options, "out-of-time", e.getMessage());
    } catch (RuntimeException e) {
      return SeedOutcome.unjudged(options, "broke-down", "the bench broke down: " + e);
    }
  }

  /** Simulates it once more, with classes of its own; empty if the runs are the same. */
  private Optional<Difference> repeat(RunResult first, RunTrace firstTrace) {
    RunTrace secondTrace = new RunTrace();
    RunResult second =
        simulate(newWorkload(), program.withFreshClasses(), node -> LogSink.NONE, secondTrace);
    return Difference.between(first, firstTrace, second, secondTrace);
  }

  private RunResult simulate(
      Workload workload, ProgramSource source, LogSink.Factory logs, Network.Observer observer) {
    return plan.map(planned -> Simulation.replay(planned, workload, source, logs, observer))
        .orElseGet(() -> Simulation.run(options, workload, source, arguments, logs, observer));
  }

  private Workload newWorkload() {
    return Workloads.create(options)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no workload '"
                    + options.workload()
                    + "'; there are "
                    + Workloads.names()));
  }
}
