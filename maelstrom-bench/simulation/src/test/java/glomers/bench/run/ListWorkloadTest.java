package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.JudgedRun;
import glomers.bench.fixture.ListFixtures;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListWorkloadTest {

  private static JudgedRun run(int nodes, ListFixtures program, long seed, String... models) {
    TestOptions options =
        TestOptions.defaults("txn-list-append", nodes)
            .withLoad(new Load(2 * nodes, 10, 200, 10))
            .withSeed(seed);
    if (models.length > 0) {
      options = options.withConsistencyModels(List.of(models));
    }
    return JudgedRun.of(options, program);
  }

  @Test
  void one_node_that_appends_one_transaction_after_the_other_is_strict_serializable() {
    run(1, ListFixtures.LOCAL, 1).assertValid();
  }

  @Test
  void replicas_that_take_the_last_list_for_the_whole_lose_updates() {
    JudgedRun run = run(2, ListFixtures.LAST_WRITER_WINS, 1);
    assertThat(run.types()).contains("incompatible-order", "lost-update", "lost-write");
    assertThat(run.reasons().toString()).contains("ended up without it");
  }

  @Test
  void nodes_that_replicate_nothing_are_found_to_differ() {
    assertThat(run(2, ListFixtures.LOCAL, 1, "read-uncommitted").types()).contains("divergence");
  }
}
