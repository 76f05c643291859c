package glomers.counter.broken;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.testing.TestCluster;
import glomers.counter.CounterProgram;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each broken variant does what it is there for, and the real counter does not. */
class BrokenVariantsTest {

  @Test
  void a_counter_that_gossips_sums_loses_one_of_two_concurrent_adds() {
    assertThat(readsAfterConcurrentAdds(new SumGossipProgram())).containsExactly(5L, 5L, 5L);
    assertThat(readsAfterConcurrentAdds(new CounterProgram())).containsExactly(10L, 10L, 10L);
  }

  @Test
  void a_counter_without_a_memory_of_adds_counts_a_retried_one_twice() {
    assertThat(readsAfterRetry(new RecountingProgram())).containsExactly(10L, 10L, 10L);
    assertThat(readsAfterRetry(new CounterProgram())).containsExactly(5L, 5L, 5L);
  }

  private static List<Long> readsAfterConcurrentAdds(NodeProgram<Request, ?> program) {
    TestCluster cluster = TestCluster.of(program, 3, 1);
    cluster.askNow("n0", new Add(5), AddOk.class);
    cluster.askNow("n1", new Add(5), AddOk.class);
    return finalReads(cluster);
  }

  private static List<Long> readsAfterRetry(NodeProgram<Request, ?> program) {
    TestCluster cluster = TestCluster.of(program, 3, 1);
    cluster.ask("c1", 7, "n0", new Add(5), AddOk.class).reply();
    cluster.ask("c1", 7, "n0", new Add(5), AddOk.class).reply();
    return finalReads(cluster);
  }

  private static List<Long> finalReads(TestCluster cluster) {
    cluster.run(Duration.ofSeconds(10));
    return cluster.names().stream()
        .map(node -> cluster.askNow(node, new Read(), ReadOk.class).value())
        .toList();
  }
}
