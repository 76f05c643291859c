package glomers.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChanceTest {

  @Test
  void the_same_seed_and_purpose_give_the_same_numbers() {
    assertThat(new Chance(7).source("network").longs(100).toArray())
        .isEqualTo(new Chance(7).source("network").longs(100).toArray());
  }

  @Test
  void other_seeds_and_other_purposes_give_other_numbers() {
    long[] numbers = new Chance(7).source("network").longs(10).toArray();
    assertThat(new Chance(8).source("network").longs(10).toArray()).isNotEqualTo(numbers);
    assertThat(new Chance(7).source("nemesis").longs(10).toArray()).isNotEqualTo(numbers);
  }
}
