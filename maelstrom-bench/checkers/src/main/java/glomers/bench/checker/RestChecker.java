package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.List;
import java.util.Map;

/**
 * When all faults have ended, nobody asks anything, and the nodes have had their time to recover,
 * nobody waits for anything any more: what still waits then does so for ever. No history shows it.
 *
 * @param waiting what nodes still wait for, by their names
 */
public record RestChecker(Map<String, String> waiting) implements Checker {

  private static final AnomalyType STILL_WAITING = AnomalyType.ours("still-waiting");

  @Override
  public Verdict check(List<Operation> history) {
    AnomalyList anomalies = new AnomalyList();
    waiting.forEach((node, what) ->
        anomalies.add(
            STILL_WAITING,
            () -> node + " had all the time it needs to recover, and still waits for " + what));
    return anomalies.toVerdict(Map.of());
  }
}
