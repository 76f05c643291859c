package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.SetFixtures;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SetFixturesTest {

  private static final TestOptions CALM =
      TestOptions.defaults("g-set", 3).withLoad(new Load(3, 20, 20, 1));

  private static Judgement judge(TestOptions options, SetFixtures program) {
    Workload workload = Fixtures.workload(options);
    RunResult result = Simulation.run(options, workload, program, List.of(), node -> LogSink.NONE);
    return Judge.judge(options, workload, result);
  }

  private static List<String> types(Judgement judgement) {
    return judgement.anomalies().stream().map(Anomaly::type).distinct().toList();
  }

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
      Judgement judgement = judge(options.withSeed(seed), SetFixtures.GOOD);
      assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
      assertThat((int) judgement.results().get("stale").get("checked-read-count")).isPositive();
    }
  }

  @Test
  void what_is_told_once_is_lost_with_the_message() {
    assertThat(judge(CALM, SetFixtures.TELLS_ONCE).validity()).isEqualTo(Validity.VALID);
    TestOptions lossy =
        CALM.withAdversity(
            new Adversity(
                Latency.NONE, new LinkFaults(0.3, 0, 0), Set.of(), 10, OptionalInt.empty()));
    assertThat(types(judge(lossy, SetFixtures.TELLS_ONCE))).contains("incomplete-node");
  }

  @Test
  void nodes_that_tell_nobody_are_found_incomplete() {
    assertThat(types(judge(CALM, SetFixtures.TELLS_NOBODY))).contains("lost", "incomplete-node");
  }

  @Test
  void a_value_that_was_read_and_is_gone_later_has_vanished() {
    assertThat(types(judge(CALM, SetFixtures.TAKES_OVER))).contains("vanished");
  }
}
