package glomers.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.testing.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void core_is_deterministic_where_nodes_use_it_and_knows_nobody() {
    Architecture.checkCore();
  }

  @Test
  void no_source_of_chance_is_seeded_by_the_clock() {
    Architecture.checkThatChanceHasASeed("glomers.core");
  }

  @Test
  void the_rules_can_fail() {
    assertThatThrownBy(() -> Architecture.checkChallenge("core.runtime"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("java.lang.Thread");
  }
}
