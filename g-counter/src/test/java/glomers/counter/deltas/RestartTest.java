package glomers.counter.deltas;

import static glomers.counter.Counters.add;
import static glomers.counter.Counters.read;
import static glomers.counter.Counters.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A killed node comes back with nothing in memory: what counts must be what it had told to others.
 */
class RestartTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 3, 1);

  @Test
  void the_adds_of_a_former_incarnation_and_of_the_next_one_both_count() {
    add(cluster, "n1", 100);
    cluster.run(LONG);
    cluster.crash("n1");
    cluster.restart("n1");
    add(cluster, "n1", 7);
    cluster.run(LONG);
    assertThat(readAll(cluster)).containsOnly(107L);
  }

  @Test
  void a_restarted_node_learns_all_in_an_idle_cluster_and_its_neighbours_fall_silent_again() {
    add(cluster, "n0", 1);
    add(cluster, "n1", 2);
    add(cluster, "n2", 3);
    cluster.run(LONG);
    cluster.crash("n1");
    cluster.run(LONG);
    cluster.restart("n1");
    assertThat(read(cluster, "n1")).isZero();
    cluster.run(Duration.ofMillis(800));
    assertThat(read(cluster, "n1")).isEqualTo(6);
    cluster.run(LONG);
    cluster.takeTrace();
    cluster.run(LONG);
    assertThat(cluster.takeTrace()).isEmpty();
  }

  @Test
  void a_restart_inside_a_partition_is_noticed_after_it() {
    add(cluster, "n0", 1);
    cluster.run(LONG);
    cluster.isolate("n1");
    cluster.crash("n1");
    cluster.restart("n1");
    add(cluster, "n1", 10);
    add(cluster, "n2", 100);
    cluster.run(LONG);
    cluster.heal();
    cluster.run(LONG);
    assertThat(readAll(cluster)).containsOnly(111L);
  }

  @Test
  void all_nodes_restarted_one_after_the_other_lose_nothing() {
    for (int i = 0; i < 9; i++) {
      String node = "n" + i % 3;
      add(cluster, node, 1);
      cluster.run(LONG);
      cluster.crash(node);
      cluster.restart(node);
      cluster.run(LONG);
    }
    assertThat(readAll(cluster)).containsOnly(9L);
  }

  @Test
  void an_add_that_was_told_to_nobody_dies_with_its_node_and_nothing_else_does() {
    add(cluster, "n0", 1);
    cluster.run(LONG);
    cluster.isolate("n0");
    add(cluster, "n0", 1_000);
    cluster.crash("n0");
    cluster.restart("n0");
    cluster.heal();
    cluster.run(LONG);
    assertThat(readAll(cluster)).isEqualTo(List.of(1L, 1L, 1L));
  }
}
