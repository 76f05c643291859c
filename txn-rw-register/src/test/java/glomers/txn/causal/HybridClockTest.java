package glomers.txn.causal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HybridClockTest {

  private long wallClockMillis = 1_000;
  private final HybridClock clock = new HybridClock(() -> wallClockMillis);

  @Test
  void it_follows_the_wall_clock() {
    clock.tick();
    wallClockMillis = 2_000;
    assertThat(clock.tick() >> 16).isEqualTo(2_000);
  }

  @Test
  void it_rises_when_the_wall_clock_stands_still_or_jumps_back() {
    long first = clock.tick();
    long second = clock.tick();
    wallClockMillis = 1;
    long third = clock.tick();
    assertThat(first).isLessThan(second);
    assertThat(second).isLessThan(third);
  }

  @Test
  void it_rises_above_what_it_hears_of() {
    long heard = 5_000L << 16 | 0xFFFF;
    clock.observe(heard);
    assertThat(clock.tick()).isGreaterThan(heard);
  }
}
