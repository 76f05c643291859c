package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.SetChecker.Addition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For each anomaly of sets a history of two nodes that has it, and no other. */
class SetMutantsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "lost | n0 +7;n1 []",
        "duplicated | n0 +7;n0 [7,7];n1 final [7];n0 final [7]",
        "invented | n0 +7;n0 [7,8];n1 final [7,8];n0 final [7,8]",
        "refused-yet-present | n0 +7 fails;n0 [7];n1 final [7];n0 final [7]",
        "acknowledged-not-stored | n0 +7;n0 [];n1 final [7];n0 final [7]",
        "vanished | n0 +7;n1 [7];n1 [];n1 final [7];n0 final [7]",
        "no-final-read | n0 +7;n1 [7];n0 final [7]",
        "incomplete-node | n0 +7;n1 final [];n0 final [7]",
      })
  void each_anomaly_has_a_history_that_has_nothing_else(String type, String history) {
    boolean hasFinalPhase = history.contains("final");
    Verdict verdict =
        new SetChecker(Addition.ADD, List.of("n0", "n1"), hasFinalPhase)
            .check(ShortHistories.parse(history));
    assertThat(verdict.anomalies())
        .as("%s", verdict.anomalies())
        .extracting(Anomaly::type)
        .containsOnly(type);
  }
}
