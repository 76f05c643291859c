package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.fixture.CounterFixtures;
import glomers.bench.fixture.Fixtures;
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

final class CounterFixturesTest {

  private static final TestOptions CALM =
      TestOptions.defaults("g-counter", 3).withLoad(new Load(3, 20, 50, 1));

  private static Judgement judge(TestOptions options, CounterFixtures program) {
    Workload workload = Fixtures.workload(options);
    RunResult result = Simulation.run(options, workload, program, List.of(), node -> LogSink.NONE);
    return Judge.judge(options, workload, result);
  }

  private static List<String> types(Judgement judgement) {
    return judgement.anomalies().stream().map(Anomaly::type).distinct().toList();
  }

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
      Judgement judgement = judge(options.withSeed(seed), CounterFixtures.GOOD);
      assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
      judgement = judge(options.withSeed(seed).withMaxStale(2), CounterFixtures.GOOD);
      assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
      assertThat((int) judgement.results().get("stale").get("checked-read-count")).isPositive();
    }
  }

  @Test
  void nodes_that_agree_only_when_nobody_adds_are_found_by_what_they_read_until_then() {
    TestOptions busy = CALM.withLoad(new Load(3, 20, 200, 5));
    assertThat(judge(busy, CounterFixtures.TELLS_ONLY_WHEN_IDLE).validity())
        .isEqualTo(Validity.VALID);
    Judgement judgement = judge(busy.withMaxStale(3), CounterFixtures.TELLS_ONLY_WHEN_IDLE);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(types(judgement)).containsExactly("stale-read");
  }

  @Test
  void gossip_of_sums_overcounts() {
    Judgement judgement = judge(CALM, CounterFixtures.GOSSIPS_SUMS);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(types(judgement)).contains("overcount", "wrong-sum");
  }

  @Test
  void an_add_that_is_retried_and_counted_twice_takes_a_lossy_network_to_be_found() {
    assertThat(judge(CALM, CounterFixtures.COUNTS_A_RETRIED_ADD_TWICE).validity())
        .isEqualTo(Validity.VALID);
    TestOptions lossy =
        CALM.withAdversity(
            new Adversity(
                Latency.NONE, new LinkFaults(0.2, 0, 0), Set.of(), 10, OptionalInt.empty()));
    Judgement judgement = judge(lossy, CounterFixtures.COUNTS_A_RETRIED_ADD_TWICE);
    assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
    assertThat(judgement.reasons())
        .anyMatch(reason -> reason.contains("more than the acknowledged"));
  }
}
