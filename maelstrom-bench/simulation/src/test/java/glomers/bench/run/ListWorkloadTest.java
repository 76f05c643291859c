package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.fixture.Fixtures;
import glomers.bench.fixture.ListFixtures;
import glomers.bench.node.LogSink;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.verdict.Judge;
import glomers.bench.verdict.Judgement;
import glomers.bench.verdict.Validity;
import glomers.bench.workload.Workload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ListWorkloadTest {

  private static Judgement run(int nodes, ListFixtures program, long seed, String... models) {
    TestOptions options =
        TestOptions.defaults("txn-list-append", nodes)
            .withLoad(new Load(2 * nodes, 10, 200, 10))
            .withSeed(seed);
    if (models.length > 0) {
      options = options.withConsistencyModels(List.of(models));
    }
    Workload workload = Fixtures.workload(options);
    RunResult result = Simulation.run(options, workload, program, List.of(), node -> LogSink.NONE);
    return Judge.judge(options, workload, result);
  }

  private static Set<String> types(Judgement judgement) {
    return new TreeSet<>(judgement.anomalies().stream().map(Anomaly::type).toList());
  }

  @Test
  void one_node_that_appends_one_transaction_after_the_other_is_strict_serializable() {
    Judgement judgement = run(1, ListFixtures.LOCAL, 1);
    assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
  }

  @Test
  void replicas_that_take_the_last_list_for_the_whole_lose_updates() {
    Judgement judgement = run(2, ListFixtures.LAST_WRITER_WINS, 1);
    assertThat(types(judgement)).contains("incompatible-order", "lost-update", "lost-write");
    assertThat(judgement.reasons().toString()).contains("ended up without it");
  }

  @Test
  void nodes_that_replicate_nothing_are_found_to_differ() {
    assertThat(types(run(2, ListFixtures.LOCAL, 1, "read-uncommitted"))).contains("divergence");
  }
}
