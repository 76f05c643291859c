package glomers.counter.deltas;

import static glomers.counter.Counters.add;
import static glomers.counter.Counters.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one node answers to its clients. */
class DeltaNodeTest {

  private final ScriptedCluster cluster = ScriptedCluster.of(new DeltaProgram(), 2, 1);

  @Test
  void an_add_is_acknowledged_and_read_at_once() {
    assertThat(read(cluster, "n0")).isZero();
    add(cluster, "n0", 3);
    add(cluster, "n0", 0);
    add(cluster, "n0", 4);
    assertThat(read(cluster, "n0")).isEqualTo(7);
  }

  @Test
  void a_node_cut_off_from_all_others_still_adds_and_reads() {
    cluster.isolate("n0");
    add(cluster, "n0", 5);
    cluster.run(Duration.ofSeconds(10));
    assertThat(read(cluster, "n0")).isEqualTo(5);
    assertThat(read(cluster, "n1")).isZero();
  }

  @Test
  void a_retried_add_counts_once_and_is_acknowledged_again() {
    for (int attempt = 0; attempt < 3; attempt++) {
      cluster.ask("c7", 40, "n0", new Add(5), AddOk.class).reply();
    }
    assertThat(read(cluster, "n0")).isEqualTo(5);
  }

  @Test
  void the_same_number_from_another_client_is_another_add() {
    cluster.ask("c7", 40, "n0", new Add(5), AddOk.class).reply();
    cluster.ask("c8", 40, "n0", new Add(5), AddOk.class).reply();
    cluster.ask("c8", 41, "n0", new Add(5), AddOk.class).reply();
    assertThat(read(cluster, "n0")).isEqualTo(15);
  }

  @Test
  void a_negative_add_is_refused_as_malformed_each_time_it_is_tried() {
    for (int attempt = 0; attempt < 2; attempt++) {
      var refused = cluster.ask("c7", 40, "n0", new Add(-1), AddOk.class);
      assertThat(refused.error().is(ErrorCode.MALFORMED_REQUEST)).isTrue();
    }
    assertThat(read(cluster, "n0")).isZero();
  }

  @Test
  void an_add_that_would_overflow_is_refused_each_time_it_is_tried_and_changes_nothing() {
    add(cluster, "n1", 10);
    cluster.run(Duration.ofSeconds(1));
    add(cluster, "n0", Long.MAX_VALUE - 10);
    for (int attempt = 0; attempt < 2; attempt++) {
      var refused = cluster.ask("c7", 40, "n0", new Add(1), AddOk.class);
      assertThat(refused.error().is(ErrorCode.PRECONDITION_FAILED)).isTrue();
    }
    assertThat(read(cluster, "n0")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void adds_that_overflow_only_together_make_reads_fail_rather_than_lie() {
    add(cluster, "n0", Long.MAX_VALUE);
    add(cluster, "n1", 1);
    cluster.run(Duration.ofSeconds(1));
    for (String node : List.of("n0", "n1")) {
      var read = cluster.ask(node, new Read(), ReadOk.class);
      assertThat(read.error().is(ErrorCode.PRECONDITION_FAILED)).isTrue();
    }
  }

  @Test
  void a_round_of_no_time_is_refused() {
    assertThatThrownBy(() -> ScriptedCluster.of(new DeltaProgram(), 1, 1, "--round-millis", "0"))
        .hasMessageContaining("option --round-millis wants a whole number of at least 1, not '0'");
  }
}
