package glomers.bench.run;

import glomers.bench.history.MemoryLoss;
import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.NetworkStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a run, before anybody has judged it.
 *
 * @param history all operations that ended, in the order of their invocations
 * @param faults what the nemesis did
 * @param majorities when a majority of the nodes was up, remembered what it had known, and was
 *     connected
 * @param sides when the nodes of one side of a partition, or all nodes, were up and connected
 * @param memoryLosses who was killed, and when
 * @param waiting what nodes still waited for when all was healed and they had had their time to
 *     recover, by their names
 * @param network how many messages there were
 * @param failure why the run was broken off, if it was
 * @param beganNanos when clients began, on the loop's clock: what the history counts from. If they
 *     never did, the end
 * @param elapsedNanos how long it took on the loop's clock, setting up included
 */
public record RunResult(
    List<Operation> history,
    List<FaultEvent> faults,
    List<Spell> majorities,
    List<Spell> sides,
    List<MemoryLoss> memoryLosses,
    Map<String, String> waiting,
    NetworkStatistics network,
    Optional<Failure> failure,
    long beganNanos,
    long elapsedNanos) {

  /**
   * Why a run was broken off.
   *
   * @param isCrash whether a node is dead or never got up, rather than misbehaved
   * @param sentence what happened
   */
  public record Failure(boolean isCrash, String sentence) {}
}
