package glomers.bench.run;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Clock;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.EventLoop;
import glomers.bench.history.MemoryLoss;
import glomers.bench.nemesis.ConnectionWatch;
import glomers.bench.nemesis.Connections;
import glomers.bench.nemesis.DownBudget;
import glomers.bench.nemesis.FaultSchedule;
import glomers.bench.nemesis.FaultSpan;
import glomers.bench.nemesis.Nemesis;
import glomers.bench.nemesis.NodeFault;
import glomers.bench.nemesis.PartitionFault;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.node.NodeListener;
import glomers.bench.node.ServerNode;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanRecorder;
import glomers.bench.service.ServiceHost;
import glomers.bench.workload.FinalPhase;
import glomers.bench.workload.Generator;
import glomers.bench.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run of a test, from the nodes' start to their end, on one loop. It does not care which clock
 * the loop follows and what the nodes are made of.
 */
public final class TestRun {

  /** As long as an operation of three calls, none of which is answered, may take. */
  private static final long MAX_OVERTIME_SECONDS = 20;

  private final TestOptions options;
  private final EventLoop loop;
  private final Network network;
  private final Workload workload;
  private final Chance chance;
  private final Decisions decisions;
  private final Optional<Plan> plan;
  private final Optional<PlanRecorder> recorder;
  private final List<FaultSpan> faults;
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
  private RunObserver observer = RunObserver.NONE;
  private Phase phase = Phase.STARTING;
  private long endNanos = Long.MAX_VALUE;

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
   * @param decisions decide what the network, too, asks of them
   * @param plan what clients ask, and which faults come; by chance if empty
   * @param recorder writes down what was decided
   */
  TestRun(
      TestOptions options,
      Workload workload,
      EventLoop loop,
      Network network,
      ServerNode.Factory nodeFactory,
      Chance chance,
      Decisions decisions,
      Optional<Plan> plan,
      Optional<PlanRecorder> recorder) {
    this.options = options;
    this.workload = workload;
    this.loop = loop;
    this.network = network;
    this.chance = chance;
    this.decisions = decisions;
    this.plan = plan;
    this.recorder = recorder;
    this.faults =
        plan.map(Plan::faults)
            .orElseGet(() -> FaultSchedule.draw(options, latestEndNanos(options), chance));
    int finalWorkers = Math.max(options.load().concurrency(), options.nodes().size());
    this.context = new RunContext(loop, network, workload, finalWorkers);
    ServiceHost.attachAll(network, decisions);
    this.cluster = new Cluster(context, options.nodes(), nodeFactory, this::nodeFailed, decisions);
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
            Map.of(
                NemesisKind.PARTITION,
                new PartitionFault(network, options.nodes(), budget),
                NemesisKind.KILL,
                NodeFault.kill(this::kill, cluster::restart, budget),
                NemesisKind.PAUSE,
                NodeFault.pause(cluster::pause, cluster::resume, budget)),
            faults);
  }

  /** Clients may still be at what they began within the time limit. */
  private static long latestEndNanos(TestOptions options) {
    return TimeUnit.SECONDS.toNanos(options.load().timeLimitSeconds() + MAX_OVERTIME_SECONDS);
  }

  private void kill(String node) {
    memoryLosses.add(new MemoryLoss(node, context.elapsedNanos()));
    cluster.kill(node);
  }

  private void updateWatches() {
    majorities.update();
    sides.update();
  }

  /** Has somebody see what happens. To be called before the run is executed. */
  public void observe(RunObserver observer) {
    this.observer = observer;
    context.recorder().observe(observer);
    nemesis.observe(observer::fault);
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
    observer.began(loop.nowNanos());
    nodesByClient().forEach(this::openWorker);
    Generator generator = workload.generator();
    if (plan.isPresent()) {
      new PlannedDispatcher(context, workers, generator, plan.get(), this::mainPhaseDone).start();
    } else {
      new Dispatcher(
              context,
              List.copyOf(workers),
              generator,
              options.load(),
              chance,
              recorder,
              this::mainPhaseDone)
          .start();
    }
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

  private Map<Integer, String> nodesByClient() {
    return plan.map(Plan::nodesByClient)
        .orElseGet(() -> {
          Map<Integer, String> nodes = new LinkedHashMap<>();
          for (int id = 0; id < options.load().concurrency(); id++) {
            nodes.put(id, options.nodes().get(id % options.nodes().size()));
          }
          return nodes;
        });
  }

  private Worker openWorker(int id, String node) {
    List<String> nodes = options.nodes();
    String otherNode = nodes.get((nodes.indexOf(node) + 1) % nodes.size());
    Worker worker = new Worker(context, id, node, otherNode, options.load().patienceSeconds());
    workers.add(worker);
    return worker;
  }

  /** All workers and, where they would leave a node unread, one more; first one for each node. */
  private List<Worker> finalWorkers() {
    Set<Worker> ordered = new LinkedHashSet<>();
    for (int place = 0; place < options.nodes().size(); place++) {
      String node = options.nodes().get(place);
      int firstId = place;
      ordered.add(
          workers.stream()
              .filter(worker -> worker.node().equals(node))
              .findFirst()
              .orElseGet(() -> openWorker(unusedId(firstId), node)));
    }
    ordered.addAll(workers);
    return List.copyOf(ordered);
  }

  private int unusedId(int first) {
    int id = first;
    while (isUsed(id)) {
      id++;
    }
    return id;
  }

  private boolean isUsed(int id) {
    return workers.stream().anyMatch(worker -> worker.id() == id);
  }

  private void mainPhaseDone() {
    Optional<FinalPhase> finalPhase =
        plan.map(Plan::hasFinalPhase).orElse(true)
            ? workload.finalPhase(decisions)
            : Optional.empty();
    if (finalPhase.isEmpty()) {
      nemesis.end();
      loop.stop();
      return;
    }
    phase = Phase.RECOVERING;
    endNanos = context.elapsedNanos();
    endFaults();
    long recoveryNanos = (long) (options.load().recoverySeconds() * 1e9);
    loop.after(
        recoveryNanos,
        () -> {
          phase = Phase.FINAL;
          waiting = cluster.waiting();
          FinalPhaseDriver.start(
              context, finalPhase.get(), finalWorkers(), recoveryNanos, loop::stop);
        });
  }

  /** All that was decided in the run, if that was recorded. */
  Optional<Plan> plan(Clock clock, List<String> arguments) {
    return recorder.map(made ->
        made.toPlan(
            clock,
            options,
            arguments,
            nodesByClient(),
            faults.stream().filter(fault -> fault.startNanos() < endNanos).toList(),
            TimeUnit.SECONDS.toNanos(options.load().timeLimitSeconds())));
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
