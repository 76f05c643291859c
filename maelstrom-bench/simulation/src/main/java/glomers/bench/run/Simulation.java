package glomers.bench.run;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.network.Network.HandlingTime;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.node.ReactionTime;
import glomers.bench.node.SimulatedNode;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanRecorder;
import glomers.bench.plan.PlannedDecisions;
import glomers.bench.workload.Workload;
import glomers.bench.workload.Workloads;
import glomers.core.node.NodeProgram;
import java.util.List;
import java.util.Optional;

/**
 * Runs tests on virtual time, with all nodes in this process. The same options give the same
 * result.
 */
public final class Simulation {

  private Simulation() {}

  /**
   * Runs a test to its end.
   *
   * @param workload made for this run
   * @param arguments the nodes' command line
   */
  public static RunResult run(
      TestOptions options,
      Workload workload,
      NodeProgram<?, ?> program,
      List<String> arguments,
      LogSink.Factory logs) {
    return run(
        options, workload, ProgramSource.of(program), arguments, logs, Network.Observer.NONE);
  }

  /**
   * Runs a test to its end.
   *
   * @param workload made for this run
   * @param arguments the nodes' command line
   * @param programs where each incarnation of a node gets its program from
   * @param observer sees all messages
   */
  public static RunResult run(
      TestOptions options,
      Workload workload,
      ProgramSource programs,
      List<String> arguments,
      LogSink.Factory logs,
      Network.Observer observer) {
    return testRun(
            options,
            workload,
            programs,
            arguments,
            logs,
            observer,
            Decisions.drawnFrom(new Chance(options.seed())),
            Optional.empty(),
            Optional.empty())
        .execute();
  }

  /**
   * Runs a test to its end, and writes down all that is decided in it.
   *
   * @param programs where each incarnation of a node gets its program from
   * @param arguments the nodes' command line
   * @return the plan, whose {@link #replay} gives the same result
   */
  public static Plan record(TestOptions options, ProgramSource programs, List<String> arguments) {
    PlanRecorder recorder = new PlanRecorder(Decisions.drawnFrom(new Chance(options.seed())));
    TestRun run =
        testRun(
            options,
            Workloads.create(options).orElseThrow(),
            programs,
            arguments,
            node -> LogSink.NONE,
            Network.Observer.NONE,
            recorder,
            Optional.empty(),
            Optional.of(recorder));
    run.execute();
    return run.plan(Clock.VIRTUAL, arguments).orElseThrow();
  }

  /**
   * Runs a test as planned.
   *
   * @param programs where each incarnation of a node gets its program from
   * @param observer sees all messages
   */
  public static RunResult replay(
      Plan plan,
      Workload workload,
      ProgramSource programs,
      LogSink.Factory logs,
      Network.Observer observer) {
    return testRun(
            plan.options(),
            workload,
            programs,
            plan.arguments(),
            logs,
            observer,
            new PlannedDecisions(plan),
            Optional.of(plan),
            Optional.empty())
        .execute();
  }

  private static TestRun testRun(
      TestOptions options,
      Workload workload,
      ProgramSource programs,
      List<String> arguments,
      LogSink.Factory logs,
      Network.Observer observer,
      Decisions decisions,
      Optional<Plan> plan,
      Optional<PlanRecorder> recorder) {
    Chance chance = new Chance(options.seed());
    var loop = new VirtualEventLoop();
    var network =
        new Network(
            loop,
            options.nodes(),
            options.adversity().latency(),
            plan.isPresent() ? LinkFaults.AS_PLANNED : options.adversity().linkFaults(),
            HandlingTime.SIMULATED,
            decisions);
    network.observe(observer);
    var nodes =
        SimulatedNode.factory(
            ReactionTime.onBusyMachine(options.nodes().size()),
            programs,
            arguments,
            loop,
            network,
            chance,
            decisions,
            logs);
    return new TestRun(options, workload, loop, network, nodes, chance, decisions, plan, recorder);
  }
}
