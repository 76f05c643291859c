package glomers.bench.run;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.EventLoop;
import glomers.bench.engine.RealTimeEventLoop;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProcessNode;
import glomers.bench.options.TestOptions;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanRecorder;
import glomers.bench.plan.PlannedDecisions;
import glomers.bench.workload.Workload;
import java.util.List;
import java.util.Optional;

/** A test on real time, with all nodes as processes. All that is decided in it is written down. */
public final class ProcessRun {

  private final EventLoop loop = new RealTimeEventLoop();
  private final List<String> arguments;
  private final Optional<Plan> plan;
  private final TestRun run;

  private ProcessRun(
      TestOptions options,
      Workload workload,
      List<String> program,
      List<String> arguments,
      LogSink.Factory logs,
      Network.Observer observer,
      Optional<Plan> plan) {
    this.arguments = arguments;
    this.plan = plan;
    Chance chance = new Chance(options.seed());
    Optional<PlanRecorder> recorder =
        plan.isPresent()
            ? Optional.empty()
            : Optional.of(new PlanRecorder(Decisions.drawnFrom(chance)));
    Decisions decisions =
        plan.<Decisions>map(PlannedDecisions::new).orElseGet(recorder::orElseThrow);
    var network =
        new Network(
            loop,
            options.nodes(),
            options.adversity().latency(),
            plan.isPresent() ? LinkFaults.AS_PLANNED : options.adversity().linkFaults(),
            Network.HandlingTime.NONE,
            decisions);
    network.observe(observer);
    var nodes = ProcessNode.factory(program, arguments, loop, network, logs);
    run = new TestRun(options, workload, loop, network, nodes, chance, decisions, plan, recorder);
  }

  /**
   * A run that is decided by chance.
   *
   * @param workload made for this run
   * @param program the words that start a node, the first of them an absolute path
   * @param arguments the nodes' own arguments, which follow
   * @param observer sees all messages
   */
  public static ProcessRun of(
      TestOptions options,
      Workload workload,
      List<String> program,
      List<String> arguments,
      LogSink.Factory logs,
      Network.Observer observer) {
    return new ProcessRun(options, workload, program, arguments, logs, observer, Optional.empty());
  }

  /**
   * A run that goes as planned, as far as processes let it.
   *
   * @param workload made for this run
   * @param program the words that start a node, the first of them an absolute path
   * @param observer sees all messages
   */
  public static ProcessRun of(
      Plan plan,
      Workload workload,
      List<String> program,
      LogSink.Factory logs,
      Network.Observer observer) {
    return new ProcessRun(
        plan.options(), workload, program, plan.arguments(), logs, observer, Optional.of(plan));
  }

  /** Runs the test to its end. To be called once. */
  public RunResult execute() {
    return run.execute();
  }

  /** How far it is. */
  public TestRun run() {
    return run;
  }

  /** What it runs on. */
  public EventLoop loop() {
    return loop;
  }

  /** All that was decided in it, by chance or as planned, after it has run. */
  public Plan plan() {
    return plan.orElseGet(() -> run.plan(Clock.REAL, arguments).orElseThrow());
  }
}
