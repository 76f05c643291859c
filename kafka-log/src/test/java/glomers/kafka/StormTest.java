package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormTest {

  private static final int SEEDS = Integer.getInteger("storm.seeds", 100);

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void nothing_acknowledged_is_lost_and_nothing_is_stored_twice_whatever_fails(int nodes) {
    int acknowledged = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        acknowledged += new Storm(nodes, seed).rage(Duration.ofSeconds(10));
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(acknowledged).as("records acknowledged in all storms").isGreaterThan(100 * SEEDS);
  }
}
