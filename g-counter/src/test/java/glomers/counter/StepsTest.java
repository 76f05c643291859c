package glomers.counter;

import static glomers.counter.Counters.add;
import static glomers.counter.Counters.read;
import static glomers.counter.Counters.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.runtime.Nodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each solution that keeps its own memory gets right, and what the next one is there for. */
class StepsTest {

  private static final Duration ROUND = Duration.ofMillis(250);

  private static ScriptedCluster cluster(String step) {
    return ScriptedCluster.of(Nodes.programOf(CounterProgram::main, "--step", step), 3, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "g-counter", "deltas"})
  void adds_that_know_of_each_other_all_count(String step) {
    ScriptedCluster cluster = cluster(step);
    for (String node : cluster.names()) {
      add(cluster, node, 5);
      cluster.run(Duration.ofSeconds(2));
    }
    assertThat(readAll(cluster)).containsOnly(15L);
  }

  @ParameterizedTest
  @CsvSource({"sum, 5", "g-counter, 10", "deltas, 10"})
  void of_two_concurrent_adds_a_gossiped_sum_loses_one(String step, long sum) {
    ScriptedCluster cluster = cluster(step);
    add(cluster, "n0", 5);
    add(cluster, "n1", 5);
    cluster.run(Duration.ofSeconds(10));
    assertThat(readAll(cluster)).containsOnly(sum);
  }

  @ParameterizedTest
  @CsvSource({"g-counter, 100", "deltas, 107"})
  void an_add_right_after_a_restart_vanishes_unless_its_incarnation_has_a_slot_of_its_own(
      String step, long sum) {
    ScriptedCluster cluster = cluster(step);
    add(cluster, "n1", 100);
    cluster.run(Duration.ofSeconds(10));
    cluster.crash("n1");
    cluster.restart("n1");
    add(cluster, "n1", 7);
    cluster.run(Duration.ofSeconds(10));
    assertThat(readAll(cluster)).containsOnly(sum);
  }

  @ParameterizedTest
  @CsvSource({"g-counter, 10", "deltas, 5"})
  void an_add_that_comes_twice_counts_twice_unless_it_is_remembered(String step, long sum) {
    ScriptedCluster cluster = cluster(step);
    for (int attempt = 0; attempt < 2; attempt++) {
      cluster.ask("c1", 7, "n0", new Add(5), AddOk.class).reply();
    }
    assertThat(read(cluster, "n0")).isEqualTo(sum);
  }

  @ParameterizedTest
  @CsvSource({"g-counter, 240", "deltas, 0"})
  void an_idle_cluster_that_gossips_whole_states_talks_for_ever(String step, long messages) {
    ScriptedCluster cluster = cluster(step);
    cluster.run(Duration.ofSeconds(10));
    cluster.takeTrace();
    cluster.run(ROUND.multipliedBy(40));
    assertThat(cluster.takeTrace()).hasSize((int) messages);
  }

  @Test
  void whole_states_catch_up_a_round_after_a_partition_and_their_loss_costs_no_more_than_time() {
    ScriptedCluster cluster = cluster("g-counter");
    cluster.isolate("n2");
    cluster.chaos(0.5, 0.5);
    add(cluster, "n0", 5);
    add(cluster, "n2", 6);
    cluster.run(Duration.ofSeconds(10));
    cluster.heal();
    cluster.chaos(0, 0);
    cluster.run(ROUND);
    assertThat(readAll(cluster)).containsOnly(11L);
  }
}
