package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RestCheckerTest {

  @Test
  void who_still_waits_when_all_is_over_waits_for_ever() {
    Verdict verdict = new RestChecker(Map.of("n1", "a cause")).check(List.of());
    assertThat(verdict.anomalies())
        .singleElement()
        .satisfies(anomaly -> {
          assertThat(anomaly.type()).isEqualTo("still-waiting");
          assertThat(anomaly.description()).startsWith("n1 ").endsWith("still waits for a cause");
        });
    assertThat(new RestChecker(Map.of()).check(List.of()).isValid()).isTrue();
  }
}
