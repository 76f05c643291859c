package glomers.bench.run;

import glomers.bench.engine.Chance;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.Network;
import glomers.bench.network.Network.HandlingTime;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.node.ReactionTime;
import glomers.bench.node.SimulatedNode;
import glomers.bench.options.TestOptions;
import glomers.bench.workload.Workload;
import glomers.core.node.NodeProgram;
import java.util.List;

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
    Chance chance = new Chance(options.seed());
    var loop = new VirtualEventLoop();
    var network =
        new Network(
            loop,
            options.nodes(),
            options.adversity().latency(),
            options.adversity().linkFaults(),
            HandlingTime.SIMULATED,
            chance.source("network"));
    network.observe(observer);
    var nodes =
        SimulatedNode.factory(
            ReactionTime.onBusyMachine(options.nodes().size()),
            programs,
            arguments,
            loop,
            network,
            chance,
            logs);
    return new TestRun(options, workload, loop, network, nodes, chance).execute();
  }
}
