package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.JudgedRun;
import glomers.bench.fixture.SetFixtures;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SetFixturesTest {

  private static final TestOptions CALM =
      TestOptions.defaults("g-set", 3).withLoad(new Load(3, 20, 20, 1));

  @Test
  void a_set_whose_nodes_tell_each_other_all_again_and_again_keeps_everything() {
    TestOptions options =
        CALM.withAdversity(
                new Adversity(
                    new Latency(20, Latency.Distribution.UNIFORM),
                    new LinkFaults(0.2, 0.2, 0.2),
                    Set.of(NemesisKind.PARTITION, NemesisKind.PAUSE),
                    2,
                    OptionalInt.empty()))
            .withMaxStale(2);
    for (long seed = 0; seed < 5; seed++) {
      JudgedRun run = JudgedRun.of(options.withSeed(seed), SetFixtures.GOOD).assertValid();
      assertThat((int) run.judgement().results().get("stale").get("checked-read-count"))
          .isPositive();
    }
  }

  @Test
  void what_is_told_once_is_lost_with_the_message() {
    JudgedRun.of(CALM, SetFixtures.TELLS_ONCE).assertValid();
    TestOptions lossy =
        CALM.withAdversity(
            new Adversity(
                Latency.NONE, new LinkFaults(0.3, 0, 0), Set.of(), 10, OptionalInt.empty()));
    assertThat(JudgedRun.of(lossy, SetFixtures.TELLS_ONCE).types()).contains("incomplete-node");
  }

  @Test
  void nodes_that_tell_nobody_are_found_incomplete() {
    assertThat(JudgedRun.of(CALM, SetFixtures.TELLS_NOBODY).types())
        .contains("lost", "incomplete-node");
  }

  @Test
  void a_value_that_was_read_and_is_gone_later_has_vanished() {
    assertThat(JudgedRun.of(CALM, SetFixtures.TAKES_OVER).types()).contains("vanished");
  }
}
