package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.node.NodeProgram;
import glomers.kafka.broken.EarlyAcknowledgingProgram;
import glomers.kafka.broken.EpochIgnoringProgram;
import glomers.kafka.broken.RetryStoringProgram;
import glomers.kafka.broken.TailKeepingProgram;
import glomers.kafka.broken.UncommittedReadingProgram;
import glomers.kafka.elections.ElectionsProgram;
import glomers.kafka.recovery.RecoveryProgram;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormTest {

  private static final int SEEDS = Integer.getInteger("storm.seeds", 50);
  private static final Duration SPAN = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void nothing_acknowledged_is_lost_and_nothing_is_stored_twice_whatever_fails(int nodes) {
    int acknowledged = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        acknowledged += new Storm(new RecoveryProgram(), nodes, seed).rage(SPAN);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(acknowledged).as("records acknowledged in all storms").isGreaterThan(100 * SEEDS);
  }

  @Test
  void no_broken_variant_survives_many_storms() {
    List<NodeProgram<?, ?>> broken =
        List.of(
            new EarlyAcknowledgingProgram(),
            new EpochIgnoringProgram(),
            new ElectionsProgram(),
            new RetryStoringProgram(),
            new TailKeepingProgram(),
            new UncommittedReadingProgram());
    assertThat(broken)
        .allSatisfy(program ->
            assertThat(LongStream.rangeClosed(1, 100))
                .as(program.getClass().getSimpleName())
                .anyMatch(seed -> !survives(program, seed)));
  }

  private static boolean survives(NodeProgram<?, ?> program, long seed) {
    try {
      new Storm(program, 3, seed).rage(SPAN);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }
}
