package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.JudgedRun;
import glomers.bench.fixture.LinKvFixtures;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Adversity;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinKvWorkloadTest {

  private static final TestOptions CALM =
      TestOptions.defaults("lin-kv", 3)
          .withLoad(new Load(12, 20, 100, 1))
          .withAdversity(
              new Adversity(
                  new Latency(10, Latency.Distribution.EXPONENTIAL),
                  LinkFaults.NONE,
                  Set.of(),
                  10,
                  OptionalInt.empty()));

  private static JudgedRun run(TestOptions options, String service) {
    return JudgedRun.of(options, LinKvFixtures.proxyOf(service));
  }

  @Test
  void a_proxy_of_lin_kv_is_linearizable_whatever_becomes_of_its_nodes() {
    TestOptions harmed =
        CALM.withAdversity(
            new Adversity(
                CALM.adversity().latency(),
                LinkFaults.NONE,
                Set.of(NemesisKind.PARTITION, NemesisKind.KILL, NemesisKind.PAUSE),
                2,
                OptionalInt.empty()));
    for (long seed = 0; seed < 5; seed++) {
      JudgedRun run = run(harmed.withSeed(seed), "lin-kv").assertValid();
      assertThat(run.history()).anyMatch(operation -> operation.outcome() == Outcome.INFO);
    }
  }

  @Test
  void a_proxy_of_another_service_is_found_out() {
    for (String service : List.of("seq-kv", "lww-kv")) {
      assertThat(run(CALM, service).assertInvalid().types()).contains("nonlinearizable");
    }
  }

  @Test
  void half_of_the_clients_read_and_the_others_write_once_for_two_compare_and_sets() {
    Map<String, Integer> counts = new HashMap<>();
    for (Operation operation : run(CALM.withLoad(new Load(12, 60, 200, 1)), "lin-kv").history()) {
      counts.merge(operation.function(), 1, Integer::sum);
      assertThat(operation.process() % 6 < 3).isEqualTo(operation.function().equals("read"));
    }
    double all = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(counts.get("read") / all).isBetween(0.45, 0.55);
    assertThat(counts.get("cas") / (double) counts.get("write")).isBetween(1.8, 2.2);
  }
}
