package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For each anomaly of counters a history of two nodes that has it, and no other. */
class CounterMutantsTest {

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong-sum | MAELSTROM | n0 +3;n0 final 2;n1 final 3;n0 final2 3;n1 final2 3",
        "wrong-sum | OURS | n0 +3;n0 final 3;n1 final 3;n0 final2 2;n1 final2 3",
        "no-final-read | OURS | n0 +3;n1 3;n0 final 3",
        "nodes-disagree | OURS | n0 +3 unknown;n0 final 3;n1 final 0;n0 final2 3;n1 final2 0",
        "overcount | OURS | n0 3;n0 +3;n0 final 3;n1 final 3",
      })
  void each_anomaly_has_a_history_that_has_nothing_else(String type, Rule rule, String history) {
    Verdict verdict =
        new CounterChecker(List.of("n0", "n1"), false).check(ShortHistories.parse(history));
    assertThat(verdict.anomalies())
        .as("%s", verdict.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(new AnomalyType(type, rule));
  }
}
