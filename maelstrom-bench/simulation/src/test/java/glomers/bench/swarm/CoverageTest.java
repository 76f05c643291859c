package glomers.bench.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CoverageTest {

  @Test
  void seeds_and_failures_are_counted_by_what_they_had_and_what_was_found() {
    var coverage = new Coverage(List.of("kill", "pause"));
    coverage.add(List.of("kill"), Set.of());
    coverage.add(List.of("kill"), Set.of("lost"));
    coverage.add(List.of("kill", "extra"), Set.of("lost", "stalled"));
    assertThat(coverage.table())
        .contains(
            "| kill    |       3 |        2 |",
            "| pause   |       0 |        0 |",
            "| extra   |       1 |        1 |");
    assertThat(coverage.findings())
        .containsExactlyInAnyOrder("      2 seeds lost", "      1 seed  stalled");
  }
}
