package glomers.broadcast.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimingTest {

  private final Timing timing = new Timing(Duration.ofMillis(250));
  private final RoundTrip way = new RoundTrip();

  private void observe(int times, long millis) {
    for (int i = 0; i < times; i++) {
      way.observe(Duration.ofMillis(millis).toNanos());
    }
  }

  private long leafMillis() {
    return Duration.ofNanos(timing.forLeafNanos(way)).toMillis();
  }

  @Test
  void a_slow_way_gets_more_patience_than_a_fast_one() {
    observe(20, 50);
    assertThat(leafMillis()).isEqualTo(4 * 250 + 400);
    observe(50, 400);
    assertThat(leafMillis()).isBetween(4 * 250 + 800L, 4 * 250 + 2_000L);
  }

  @Test
  void one_round_trip_with_a_long_pause_in_it_does_not_make_a_node_wait_for_many_seconds() {
    observe(20, 50);
    observe(1, 6_000);
    assertThat(leafMillis()).isLessThanOrEqualTo(4 * 250 + 2_000);
    assertThat(Duration.ofNanos(timing.forHubNanos(way)).toMillis())
        .isLessThanOrEqualTo(250 + 2_000);
  }
}
