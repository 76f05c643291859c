package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * For each anomaly of transactions on registers a history that has it, and no other but those of
 * which it is a case: their names stand behind it.
 */
class RegisterMutantsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "thin-air-read | | read-uncommitted | a: r x 7",
        "future-read | | read-uncommitted | a: r x 7, w x 7",
        "internal | | read-uncommitted | a: w x 1; b: w x 2, r x 1",
        "G0 | | read-uncommitted | a [0..9]: w x 1, r y 2, w y 1; b [0..9]: w y 2, r x 1, w x 2",
        "G1a | | read-committed | a: w x 1 => aborted; b: r x 1",
        "G1b | | read-committed | a: w x 1, w x 2; b: r x 1",
        "G1c | | read-committed | a [0..9]: w x 1, r y 2; b [0..9]: w y 2, r x 1",
        "G1c-process | | monotonic-atomic-view | a: r x 2; b: r y 2, w x 2; a: w y 2",
        "G-monotonic | | monotonic-atomic-view | a: w x 1; a: w x 2, w y 2; b: r y 2, r x 1",
        "unrepeatable-read | | read-atomic | a: w x 1; b [0..20]: r x null, r x 1",
        "fractured-read | | read-atomic | a: w x 1, w y 1; b: r x null, r y 1",
        "stale-session-read | | read-atomic | a: w x 1; a: w x 2; a: r x 1",
        "causality-violation | | causal-cerone | a: w q 1; b: r q 1, w x 1; c: r x 1; c: r q null",
        "lost-update | | serializable | a: w x 1; b: r x 1, w x 2; c: r x 1, w x 3",
        "G-single-item | | serializable | a: w x 1, w y 1; b [0..9]: r x 1, w x 2, w y 2; c [0..9]: r y 2, r x 1",
        "G-nonadjacent-item | | serializable | a [0..9]: w x 1; b [0..9]: w y 1; c [0..9]: r x 1, r y null; d [0..9]: r x null, r y 1",
        "G2-item | | serializable | a [0..9]: r x null, w y 1; b [0..9]: r y null, w x 1",
        "not-serializable | | serializable | a: w x 1, w y 1; b [20..29]: r x 1, w y 2; c [20..29]: r y 1, w x 2",
        "G1c-realtime | | strict-serializable | a: r x 1; b: w x 1",
        "G-single-item-realtime | | strict-serializable | a: w x 1; b: r x null",
        "G-nonadjacent-item-realtime | | strict-serializable | d [0..9]: w y 1; a [20..60]: r x null; b [0..60]: w x 1; c [0..60]: r x 1, r y null",
        "G2-item-realtime | | strict-serializable | a [0..40]: r x null, r y null, w z 1; b [0..9]: w y 1; c [20..29]: r z null",
        "not-snapshot-isolation | | snapshot-isolation | a [0..9]: r y null, w x 2; b [0..9]: w y 1, w z 1; c [0..9]: r v null, w z 2; d [0..9]: w v 1, w x 1; e: r v 1, r x 2; f: r y 1, r z 2",
        "not-prefix | | prefix | a: w y 1, w x 1; b: r y 2, r x 1; c: w y 2, w x 2",
        "not-parallel-snapshot-isolation | | parallel-snapshot-isolation | a [0..9]: w x 1, w y 1; b [0..9]: w x 2, w y 2; c [0..9]: r x 1, r y 2",
        "divergence | | read-committed | a@n1: w x 1; b@n2: w x 2; final a@n1: r x 1; final b@n2: r x 2; final2 a@n1: r x 1; final2 b@n2: r x 2",
        "lost-write | | read-committed | a@n1: w x 1; final b@n1: r x null",
        "unanswered-final-read | | read-committed | a@n1: w x 1; final a@n1: r x 1; final b@n2: r x null => unknown",
      })
  void each_anomaly_has_a_history_that_has_nothing_else(
      String type, String implied, String model, String history) {
    Verdict verdict =
        TxnChecker.ofModels(List.of(model)).check(TextHistory.parse(history.replace("; ", "\n")));
    assertThat(verdict.anomalies())
        .as("%s", verdict.anomalies())
        .extracting(Anomaly::type)
        .containsOnly((implied == null ? type : type + " " + implied).split(" "));
  }
}
