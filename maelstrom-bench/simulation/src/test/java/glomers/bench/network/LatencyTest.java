package glomers.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glomers.bench.network.Latency.Distribution;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatencyTest {

  private static long[] drawMillis(Latency latency) {
    var random = new SplittableRandom(1);
    return LongStream.generate(() -> latency.drawNanos(random))
        .limit(20_000)
        .peek(nanos -> assertThat(nanos % 1_000_000).isZero())
        .map(nanos -> nanos / 1_000_000)
        .toArray();
  }

  @Test
  void constant_latency_is_always_the_mean() {
    assertThat(drawMillis(new Latency(100, Distribution.CONSTANT))).containsOnly(100);
  }

  @Test
  void uniform_latency_is_every_whole_millisecond_from_0_to_twice_the_mean() {
    long[] drawn = drawMillis(new Latency(3, Distribution.UNIFORM));
    assertThat(drawn).containsOnly(0, 1, 2, 3, 4, 5, 6);
    assertThat(LongStream.of(drawn).average().orElseThrow()).isCloseTo(3, within(0.05));
  }

  @Test
  void exponential_latency_has_the_mean_and_a_long_tail() {
    long[] drawn = drawMillis(new Latency(100, Distribution.EXPONENTIAL));
    // Cutting off to whole milliseconds takes half of one off.
    assertThat(LongStream.of(drawn).average().orElseThrow()).isCloseTo(99.5, within(2.5));
    assertThat(LongStream.of(drawn).max().orElseThrow()).isGreaterThan(500);
    double median = LongStream.of(drawn).sorted().skip(10_000).findFirst().orElseThrow();
    assertThat(median).isCloseTo(100 * Math.log(2), within(3.0));
  }

  @Test
  void no_latency_is_none_in_every_distribution() {
    for (Distribution distribution : Distribution.values()) {
      assertThat(drawMillis(new Latency(0, distribution))).containsOnly(0);
    }
  }
}
