package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.CounterFixtures;
import glomers.bench.fixture.JudgedRun;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CounterFixturesTest {

  private static final TestOptions CALM =
      TestOptions.defaults("g-counter", 3).withLoad(new Load(3, 20, 50, 1));

  @Test
  void a_good_counter_is_exact_a_second_after_all_faults() {
    TestOptions options =
        CALM.withAdversity(
            new Adversity(
                new Latency(20, Latency.Distribution.UNIFORM),
                new LinkFaults(0.2, 0.2, 0.2),
                Set.of(NemesisKind.PARTITION, NemesisKind.PAUSE),
                2,
                OptionalInt.empty()));
    for (long seed = 0; seed < 10; seed++) {
      JudgedRun run = JudgedRun.of(options.withSeed(seed), CounterFixtures.GOOD).assertValid();
      run =
          JudgedRun.of(options.withSeed(seed).withMaxStale(2), CounterFixtures.GOOD).assertValid();
      assertThat((int) run.judgement().results().get("stale").get("checked-read-count"))
          .isPositive();
    }
  }

  @Test
  void nodes_that_agree_only_when_nobody_adds_are_found_by_what_they_read_until_then() {
    TestOptions busy = CALM.withLoad(new Load(3, 20, 200, 5));
    JudgedRun.of(busy, CounterFixtures.TELLS_ONLY_WHEN_IDLE).assertValid();
    JudgedRun run =
        JudgedRun.of(busy.withMaxStale(3), CounterFixtures.TELLS_ONLY_WHEN_IDLE).assertInvalid();
    assertThat(run.types()).containsExactly("stale-read");
  }

  @Test
  void gossip_of_sums_overcounts() {
    JudgedRun run = JudgedRun.of(CALM, CounterFixtures.GOSSIPS_SUMS).assertInvalid();
    assertThat(run.types()).contains("overcount", "wrong-sum");
  }

  @Test
  void an_add_that_is_retried_and_counted_twice_takes_a_lossy_network_to_be_found() {
    JudgedRun.of(CALM, CounterFixtures.COUNTS_A_RETRIED_ADD_TWICE).assertValid();
    TestOptions lossy =
        CALM.withAdversity(
            new Adversity(
                Latency.NONE, new LinkFaults(0.2, 0, 0), Set.of(), 10, OptionalInt.empty()));
    JudgedRun run = JudgedRun.of(lossy, CounterFixtures.COUNTS_A_RETRIED_ADD_TWICE).assertInvalid();
    assertThat(run.reasons()).anyMatch(reason -> reason.contains("more than the acknowledged"));
  }
}
