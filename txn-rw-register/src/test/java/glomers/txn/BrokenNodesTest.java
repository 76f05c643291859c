package glomers.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.node.NodeProgram;
import glomers.txn.Oracle.Finding;
import glomers.txn.broken.AbortedWriteStays;
import glomers.txn.broken.HalfWriteSetApplied;
import glomers.txn.broken.LastWriterByArrival;
import glomers.txn.broken.LostUpdateWithinNode;
import glomers.txn.broken.ReplicationOutOfCausalOrder;
import glomers.txn.causal.CausalProgram;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each way of being wrong is noticed, and for what it is. */
class BrokenNodesTest {

  private static final int SEEDS = 20;

  private final Set<Finding> findings = new TreeSet<>();
  private int diverged;

  private void judgeRuns(NodeProgram<?, ?> program) {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomRun run = new RandomRun(program, 3, seed);
      run.runWithFaults(30);
      run.cluster().run(Duration.ofSeconds(5));
      diverged += run.distinctStates().size() > 1 ? 1 : 0;
      findings.addAll(Oracle.judge(run.history()));
    }
  }

  @Test
  void the_real_node_is_not_accused() {
    judgeRuns(new CausalProgram());
    assertThat(findings).isEmpty();
    assertThat(diverged).isZero();
  }

  @Test
  void an_aborted_write_that_stays_is_read() {
    judgeRuns(new AbortedWriteStays());
    assertThat(findings).containsExactly(Finding.ABORTED_READ);
    assertThat(diverged).isZero();
  }

  @Test
  void half_a_write_set_is_no_atomic_read_and_replicas_differ() {
    judgeRuns(new HalfWriteSetApplied());
    assertThat(findings).contains(Finding.NOT_READ_ATOMIC);
    assertThat(diverged).isPositive();
  }

  @Test
  void the_last_writer_by_arrival_makes_replicas_differ() {
    judgeRuns(new LastWriterByArrival());
    assertThat(diverged).isPositive();
  }

  @Test
  void replication_out_of_causal_order_is_atomic_but_not_causal() {
    judgeRuns(new ReplicationOutOfCausalOrder());
    assertThat(findings).containsExactly(Finding.NOT_CAUSAL);
    assertThat(diverged).isZero();
  }

  @Test
  void without_validation_updates_within_a_node_are_lost() {
    judgeRuns(new LostUpdateWithinNode());
    assertThat(findings).containsExactly(Finding.LOST_UPDATE_WITHIN_A_NODE);
    assertThat(diverged).isZero();
  }
}
