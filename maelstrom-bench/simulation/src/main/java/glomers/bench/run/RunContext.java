package glomers.bench.run;

import glomers.bench.engine.EventLoop;
import glomers.bench.network.Network;
import glomers.bench.workload.Workload;

/** What the parts of one run share. Not thread-safe. */
final class RunContext {

  private final EventLoop loop;
  private final Network network;
  private final Workload workload;
  private final HistoryRecorder recorder = new HistoryRecorder();
  private final int processesPerRound;
  private long startNanos;
  private int clients;

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

  /** A name that no client has had. */
  String nextClientName() {
    return "c" + clients++;
  }
}
