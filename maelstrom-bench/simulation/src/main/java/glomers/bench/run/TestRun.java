package glomers.bench.run;

import glomers.bench.engine.Chance;
import glomers.bench.engine.EventLoop;
import glomers.bench.history.MemoryLoss;
import glomers.bench.nemesis.ConnectionWatch;
import glomers.bench.nemesis.Connections;
import glomers.bench.nemesis.DownBudget;
import glomers.bench.nemesis.Fault;
import glomers.bench.nemesis.Nemesis;
import glomers.bench.nemesis.NodeFault;
import glomers.bench.nemesis.PartitionFault;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.node.NodeListener;
import glomers.bench.node.ServerNode;
import glomers.bench.options.TestOptions;
import glomers.bench.service.ServiceHost;
import glomers.bench.workload.FinalPhase;
import glomers.bench.workload.Generator;
import glomers.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a test, from the nodes' start to their end, on one loop. It does not care which clock
 * the loop follows and what the nodes are made of.
 */
public final class TestRun {

  private final TestOptions options;
  private final EventLoop loop;
  private final Network network;
  private final Workload workload;
  private final Chance chance;
  private final RunContext context;
  private final Cluster cluster;
  private final DownBudget budget;
  private final ConnectionWatch majorities;
  private final ConnectionWatch sides;
  private Map<String, String> waiting = Map.of();
  private final List<MemoryLoss> memoryLosses = new ArrayList<>();
  private final Nemesis nemesis;
  private final List<Worker> workers = new ArrayList<>();
  private Optional<RunResult.Failure> failure = Optional.empty();
  private Phase phase = Phase.STARTING;

  /** Where a run stands. */
  public enum Phase {
    /** Nodes start, and are set up; no client has asked anything yet. */
    STARTING,

    /** Clients ask, and faults come and go. */
    RUNNING,

    /** All faults are healed, those of links too; the cluster is given its time to recover. */
    RECOVERING,

    /** Every node is asked what it has. */
    FINAL
  }

  /**
   * A run that waits for {@link #execute}.
   *
   * @param network a network on the given loop
   * @param nodeFactory makes nodes on the given loop and network
   */
  public TestRun(
      TestOptions options,
      Workload workload,
      EventLoop loop,
      Network network,
      ServerNode.Factory nodeFactory,
      Chance chance) {
    this.options = options;
    this.workload = workload;
    this.loop = loop;
    this.network = network;
    this.chance = chance;
    int finalWorkers = Math.max(options.load().concurrency(), options.nodes().size());
    this.context = new RunContext(loop, network, workload, finalWorkers);
    ServiceHost.attachAll(network, chance);
    this.cluster =
        new Cluster(
            context, options.nodes(), nodeFactory, this::nodeFailed, chance.source("cluster"));
    this.budget =
        new DownBudget(options.nodes(), options.maxDownOrMinority(), loop, network::isWhole);
    this.majorities =
        new ConnectionWatch(
            context::elapsedNanos,
            new Connections(options.nodes(), budget::isSound, network::hears)::majority);
    var up = new Connections(options.nodes(), budget::isUp, network::hears);
    this.sides = new ConnectionWatch(context::elapsedNanos, before -> up.sides());
    budget.onChange(this::updateWatches);
    this.nemesis =
        new Nemesis(
            loop,
            context::elapsedNanos,
            faults(),
            options.adversity().nemesisIntervalSeconds(),
            options.adversity().nemesisDelaySeconds(),
            chance);
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (TestOptions.NemesisKind kind : TestOptions.NemesisKind.values()) {
      if (options.adversity().nemeses().contains(kind)) {
        faults.add(
            switch (kind) {
              case PARTITION ->
                  new PartitionFault(network, options.nodes(), budget, chance.source("partition"));
              case KILL ->
                  NodeFault.kill(this::kill, cluster::restart, budget, chance.source("kill"));
              case PAUSE ->
                  NodeFault.pause(cluster::pause, cluster::resume, budget, chance.source("pause"));
            });
      }
    }
    return faults;
  }

  private void kill(String node) {
    memoryLosses.add(new MemoryLoss(node, context.elapsedNanos()));
    cluster.kill(node);
  }

  private void updateWatches() {
    majorities.update();
    sides.update();
  }

  /** Runs the test to its end. To be called once. */
  public RunResult execute() {
    loop.post(() -> cluster.start(this::begin));
    try {
      loop.run();
      if (failure.isEmpty()) {
        cluster.checkAllAreUp(); // a node may have answered all and then broken down
      }
    } finally {
      cluster.stop();
    }
    return new RunResult(
        context.recorder().history(),
        nemesis.events(),
        majorities.spells(),
        sides.spells(),
        List.copyOf(memoryLosses),
        waiting,
        network.statistics(),
        failure,
        loop.nowNanos() - elapsedNanos(),
        loop.nowNanos());
  }

  private void nodeFailed(NodeListener.Cause cause, String sentence) {
    if (failure.isEmpty()) {
      failure = Optional.of(new RunResult.Failure(cause == NodeListener.Cause.CRASHED, sentence));
    }
    loop.stop();
  }

  private void begin() {
    phase = Phase.RUNNING;
    context.beginRun();
    openWorkers(options.load().concurrency());
    Generator generator = workload.generator();
    var dispatcher =
        new Dispatcher(
            context,
            List.copyOf(workers),
            generator,
            options.load(),
            chance.source("dispatcher"),
            chance.source("stretches of the dispatcher"),
            this::mainPhaseDone);
    dispatcher.start();
    updateWatches();
    nemesis.start();
    options
        .adversity()
        .nemesisEndSeconds()
        .ifPresent(seconds -> loop.after((long) (seconds * 1e9), this::endFaults));
  }

  private void endFaults() {
    nemesis.heal();
    network.setLinkFaults(LinkFaults.NONE);
  }

  private void openWorkers(int count) {
    for (int id = workers.size(); id < count; id++) {
      List<String> nodes = options.nodes();
      String node = nodes.get(id % nodes.size());
      String otherNode = nodes.get((id + 1) % nodes.size());
      workers.add(new Worker(context, id, node, otherNode, options.load().patienceSeconds()));
    }
  }

  private void mainPhaseDone() {
    Optional<FinalPhase> finalPhase = workload.finalPhase();
    if (finalPhase.isEmpty()) {
      nemesis.end();
      loop.stop();
      return;
    }
    phase = Phase.RECOVERING;
    endFaults();
    long recoveryNanos = (long) (options.load().recoverySeconds() * 1e9);
    loop.after(
        recoveryNanos,
        () -> {
          phase = Phase.FINAL;
          waiting = cluster.waiting();
          // Fewer workers than nodes would leave some nodes unread.
          openWorkers(options.nodes().size());
          FinalPhaseDriver.start(
              context, finalPhase.get(), List.copyOf(workers), recoveryNanos, loop::stop);
        });
  }

  /** Where the run stands. On the loop's thread. */
  public Phase phase() {
    return phase;
  }

  /** The time since clients began to ask. On the loop's thread. */
  public long elapsedNanos() {
    return phase == Phase.STARTING ? 0 : context.elapsedNanos();
  }

  /** How many operations have ended. On the loop's thread. */
  public int completedCount() {
    return context.recorder().completedCount();
  }

  /** How many of them failed or are not known to have succeeded. On the loop's thread. */
  public int failureCount() {
    return context.recorder().failureCount();
  }

  /** What is wrong at present by the nemesis's doing; empty if nothing is. On the loop's thread. */
  public String presentFault() {
    return nemesis.present();
  }
}
