package glomers.bench.run;

import glomers.bench.engine.EventLoop;
import glomers.bench.network.Network;
import glomers.bench.workload.Workload;
import java.util.HashMap;
import java.util.Map;

/** What the parts of one run share. Not thread-safe. */
final class RunContext {

  private final EventLoop loop;
  private final Network network;
  private final Workload workload;
  private final HistoryRecorder recorder = new HistoryRecorder();
  private final int processesPerRound;
  private long startNanos;
  private final Map<String, Integer> setupClientsByNode = new HashMap<>();

  /**
   * The shared parts.
   *
   * @param processesPerRound by how much a worker's process number grows: as many as there are
   *     workers
   */
  RunContext(EventLoop loop, Network network, Workload workload, int processesPerRound) {
    this.loop = loop;
    this.network = network;
    this.workload = workload;
    this.processesPerRound = processesPerRound;
  }

  EventLoop loop() {
    return loop;
  }

  Network network() {
    return network;
  }

  Workload workload() {
    return workload;
  }

  HistoryRecorder recorder() {
    return recorder;
  }

  int processesPerRound() {
    return processesPerRound;
  }

  /** Says that setting up is over and the run begins now. */
  void beginRun() {
    startNanos = loop.nowNanos();
  }

  /** The time since the run began. */
  long elapsedNanos() {
    return loop.nowNanos() - startNanos;
  }

  /** The name of a client process. */
  static String clientName(int process) {
    return "c" + process;
  }

  /** The name of one more client that sets a node up. What other clients there are is no matter. */
  String nextSetupClientName(String node) {
    return "c-" + node + "-" + setupClientsByNode.merge(node, 1, Integer::sum);
  }
}
