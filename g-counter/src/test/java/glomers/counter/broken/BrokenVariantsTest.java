package glomers.counter.broken;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.counter.Counters;
import glomers.counter.deltas.DeltaProgram;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The broken variant does what it is there for, and the real counter does not. */
class BrokenVariantsTest {

  @Test
  void a_counter_without_a_memory_of_adds_counts_a_retried_one_twice() {
    assertThat(readsAfterRetry(new RecountingProgram())).containsExactly(10L, 10L, 10L);
    assertThat(readsAfterRetry(new DeltaProgram())).containsExactly(5L, 5L, 5L);
  }

  private static List<Long> readsAfterRetry(NodeProgram<Request, ?> program) {
    ScriptedCluster cluster = ScriptedCluster.of(program, 3, 1);
    cluster.ask("c1", 7, "n0", new Add(5), AddOk.class).reply();
    cluster.ask("c1", 7, "n0", new Add(5), AddOk.class).reply();
    cluster.run(Duration.ofSeconds(10));
    return Counters.readAll(cluster);
  }
}
