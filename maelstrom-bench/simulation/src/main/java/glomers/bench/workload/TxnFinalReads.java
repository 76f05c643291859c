package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The end of a test of transactions: every node is asked for every key, and once more if two of
 * them have different values of one.
 */
final class TxnFinalReads implements FinalPhase {

  private final List<Invocation> reads;
  private final int[] doneByWorker;
  private final Map<JsonNode, Set<JsonNode>> valuesByKey = new HashMap<>();
  private boolean isFirstRound = true;

  /**
   * The final reads.
   *
   * @param reads transactions that read all keys
   * @param nodeCount how many nodes there are, and so how many workers are needed
   */
  TxnFinalReads(List<Invocation> reads, int nodeCount) {
    this.reads = reads;
    this.doneByWorker = new int[nodeCount];
  }

  @Override
  public Optional<Step> next(int worker, long elapsedNanos) {
    // One worker at each node is enough.
    if (worker >= doneByWorker.length || doneByWorker[worker] == reads.size()) {
      return Optional.empty();
    }
    return Optional.of(new Step(reads.get(doneByWorker[worker]++), 0));
  }

  @Override
  public void completed(int worker, Operation operation) {
    if (operation.isOk()) {
      for (JsonNode read : operation.output()) {
        valuesByKey.computeIfAbsent(read.get(1), key -> new HashSet<>()).add(read.get(2));
      }
    }
  }

  @Override
  public boolean beginsAnotherRound() {
    boolean begins =
        isFirstRound && valuesByKey.values().stream().anyMatch(values -> values.size() > 1);
    isFirstRound = false;
    Arrays.fill(doneByWorker, 0);
    return begins;
  }
}
