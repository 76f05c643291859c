package glomers.bench.checker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of a correct log pass; each fault put into one is found and called by its name.
 */
class KafkaCheckerFaultsTest {

  private static final int SEEDS = 20 * Integer.getInteger("simulated.times", 1);
  private static final int OPERATIONS = 300;

  private final KafkaChecker checker = new KafkaChecker();

  @Test
  void histories_of_a_correct_log_are_valid() {
    long polled = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Verdict verdict = checker.check(SimulatedLogs.history(seed, OPERATIONS));
      assertThat(verdict.anomalies()).as("seed %d", seed).isEmpty();
      assertThat(verdict.isValid()).isTrue();
      assertThat(verdict.figures()).as("seed %d", seed).containsEntry("unseen-count", 0L);
      polled += (Long) verdict.figures().get("polled-count");
    }
    assertThat(polled).isGreaterThan(SEEDS * 500L);
  }

  @ParameterizedTest
  @EnumSource
  void each_fault_is_found_and_called_by_its_name(Faults fault) {
    int injected = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> history = SimulatedLogs.history(seed, OPERATIONS);
      Optional<List<Operation>> spoiled = fault.inject(history, new Random(seed));
      if (spoiled.isEmpty()) {
        continue;
      }
      injected++;
      Verdict verdict = checker.check(spoiled.get());
      assertThat(verdict.isValid()).as("seed %d", seed).isFalse();
      assertThat(verdict.anomalies())
          .as("seed %d", seed)
          .extracting(Anomaly::type)
          .contains(fault.type());
      assertThat(verdict.anomalies())
          .allSatisfy(anomaly -> {
            assertThat(anomaly.operations()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(spoiled.get()).containsAll(anomaly.operations());
          });
    }
    assertThat(injected).as("histories that offered a place").isGreaterThanOrEqualTo(SEEDS / 5);
  }

  @Test
  void there_is_a_fault_for_each_type_of_anomaly() {
    assertThat(EnumSet.allOf(Faults.class))
        .extracting(Faults::type)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.allOf(LogAnomaly.class).stream()
                .map(anomaly -> anomaly.type().name())
                .distinct()
                .toList());
  }

  @Test
  void the_same_history_gives_the_same_verdict() {
    List<Operation> history = SimulatedLogs.history(1, OPERATIONS);
    List<Operation> spoiled =
        Faults.INCONSISTENT_OFFSETS.inject(history, new Random(1)).orElseThrow();

    assertThat(checker.check(spoiled)).isEqualTo(checker.check(spoiled));
    assertThat(SimulatedLogs.history(1, OPERATIONS)).isEqualTo(history);
  }
}
