package glomers.txn;

import static glomers.txn.Trials.alone;
import static glomers.txn.Trials.calm;
import static glomers.txn.Trials.partitioned;
import static glomers.txn.Trials.storm;
import static glomers.txn.Txns.r;
import static glomers.txn.Txns.readTexts;
import static glomers.txn.Txns.run;
import static glomers.txn.Txns.step;
import static glomers.txn.Txns.w;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each step holds, and what breaks it. */
class LadderTest {

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {"one-node", "last-writer", "read-uncommitted", "read-committed", "causal"})
  void every_step_is_right_on_one_node(String step) {
    alone("strict-serializable").first(2).totallyAvailable().areValid(step(step));
  }

  @Test
  void several_nodes_that_know_nothing_of_each_other_differ_and_nothing_else_shows_it() {
    calm("read-uncommitted").allShow("divergence", step("one-node"));
    assertThat(calm("causal-cerone").anomalies(step("one-node")))
        .containsExactly("divergence", "lost-write");
  }

  @Test
  void where_the_last_writer_wins_nodes_agree_as_long_as_no_message_is_lost() {
    calm("read-uncommitted").first(2).areValid(step("last-writer"));
    partitioned("read-uncommitted").allShow("divergence", step("last-writer"));
  }

  @Test
  void what_the_last_writer_sent_into_a_partition_never_arrives() {
    ScriptedCluster cluster = ScriptedCluster.of(step("last-writer"), 2, 1);
    cluster.isolate("n0");
    run(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofSeconds(1));
    cluster.heal();
    cluster.run(Duration.ofMinutes(1));

    assertThat(readTexts(cluster, "n0", "x")).containsExactly("1");
    assertThat(readTexts(cluster, "n1", "x")).containsExactly("null");
  }

  @Test
  void read_uncommitted_lets_values_be_seen_that_are_overwritten_at_once_and_no_write_cycle() {
    storm("read-uncommitted").first(2).areValid(step("read-uncommitted"));
    partitioned("read-uncommitted").first(2).totallyAvailable().areValid(step("read-uncommitted"));
    calm("read-committed").allShow("G1b", step("read-uncommitted"));
    assertThat(storm("causal-cerone").anomalies(step("read-uncommitted")))
        .contains("G1b", "fractured-read")
        .doesNotContain("G0", "G1a", "internal", "divergence");
  }

  @Test
  void two_transactions_that_overwrite_each_other_come_in_the_same_order_on_both_keys() {
    ScriptedCluster cluster = ScriptedCluster.of(step("read-uncommitted"), 2, 1);
    cluster.isolate("n0");
    run(cluster, "n0", w("x", "1"), w("y", "1"));
    run(cluster, "n1", w("y", "2"), w("x", "2"));
    cluster.heal();
    cluster.run(RECOVERY);

    for (String node : cluster.names()) {
      assertThat(readTexts(cluster, node, "x", "y")).isEqualTo(List.of("2", "2"));
    }
  }

  @Test
  void read_committed_shows_whole_transactions_and_effects_without_their_causes() {
    storm("read-committed").first(2).areValid(step("read-committed"));
    partitioned("read-atomic").first(2).totallyAvailable().areValid(step("read-committed"));
    assertThat(storm("causal-cerone").anomalies(step("read-committed")))
        .containsExactly("causality-violation");
  }

  @Test
  void read_committed_brings_an_effect_before_a_cause_that_cannot_come() {
    ScriptedCluster cluster = ScriptedCluster.of(step("read-committed"), 3, 1);
    cluster.cut(List.of("n0"), List.of("n2"));
    run(cluster, "n0", w("x", "1"));
    cluster.run(Duration.ofSeconds(1));
    assertThat(run(cluster, "n1", r("x"), w("y", "2"))).contains(r("x", "1"));
    cluster.run(Duration.ofSeconds(1));

    assertThat(readTexts(cluster, "n2", "y", "x")).containsExactly("2", "null");
  }

  @Test
  void the_last_step_shows_causes_first_whatever_is_lost() {
    storm("causal-cerone").first(2).areValid(step("causal"));
    partitioned("causal-cerone").first(2).totallyAvailable().areValid(step("causal"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read-uncommitted", "read-committed", "causal"})
  void a_node_that_is_cut_off_answers_all_the_same(String step) {
    ScriptedCluster cluster = ScriptedCluster.of(step(step), 3, 1);
    cluster.isolate("n0");
    run(cluster, "n0", w("x", "1"));
    run(cluster, "n1", w("x", "2"));
    cluster.run(Duration.ofSeconds(10));
    assertThat(readTexts(cluster, "n0", "x")).containsExactly("1");
    assertThat(readTexts(cluster, "n2", "x")).containsExactly("2");

    cluster.heal();
    cluster.run(RECOVERY);
    assertThat(readTexts(cluster, "n0", "x")).isEqualTo(readTexts(cluster, "n2", "x"));
  }
}
