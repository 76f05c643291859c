package glomers.txn;

import static glomers.txn.Trials.alone;
import static glomers.txn.Trials.busy;
import static glomers.txn.Trials.calm;
import static glomers.txn.Trials.storm;
import static glomers.txn.Trials.stormWithRetries;
import static glomers.txn.Txns.step;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.testing.SilentWhileBusy;
import glomers.txn.broken.AbortedWriteStays;
import glomers.txn.broken.HalfWriteSetApplied;
import glomers.txn.broken.LastWriterByArrival;
import glomers.txn.broken.LostUpdateWithinNode;
import glomers.txn.broken.ReplicationOutOfCausalOrder;
import glomers.txn.causal.CausalProgram;
import org.junit.jupiter.api.Test;

/**
 * The bench tells the transactions' broken variants from the real program, each for its own reason.
 */
final class BrokenTransactionsTest {

  @Test
  void the_real_program_is_valid_under_all_these_conditions() {
    calm("causal-cerone").first(1).areValid(new CausalProgram());
    storm("causal-cerone").first(2).areValid(new CausalProgram());
    stormWithRetries("causal-cerone").first(2).areValid(new CausalProgram());
    alone("strict-serializable").first(1).areValid(new CausalProgram());
  }

  @Test
  void the_real_program_stays_fresh_and_one_that_is_silent_while_busy_does_not() {
    busy("causal-cerone").first(1).keepingFresh().areValid(new CausalProgram());
    stormWithRetries("causal-cerone").first(2).keepingFresh().areValid(new CausalProgram());
    var silent = new SilentWhileBusy<>(new CausalProgram(), request -> true);
    busy("causal-cerone").first(1).areValid(silent);
    assertThat(busy("causal-cerone").keepingFresh().anomalies(silent))
        .containsExactly("stale-read");
  }

  @Test
  void where_nodes_never_agree_reads_contradict_each_other_long_before_the_end() {
    calm("causal-cerone").keepingFresh().allShow("stale-read", step("one-node"));
    calm("causal-cerone").keepingFresh().allShow("stale-read", new LastWriterByArrival());
  }

  @Test
  void an_aborted_write_that_stays_is_read_and_nothing_else_is_wrong() {
    calm("read-committed").allShow("G1a", new AbortedWriteStays());
    assertThat(storm("causal-cerone").anomalies(new AbortedWriteStays()))
        .contains("G1a")
        .isSubsetOf("G1a", "unanswered-final-read");
  }

  @Test
  void half_a_write_set_is_a_fractured_read_and_replicas_differ() {
    calm("causal-cerone").allShow("fractured-read", new HalfWriteSetApplied());
    assertThat(stormWithRetries("causal-cerone").anomalies(new HalfWriteSetApplied()))
        .contains("fractured-read", "divergence");
  }

  @Test
  void where_the_last_arrival_wins_the_replicas_end_up_different() {
    calm("causal-cerone").allShow("divergence", new LastWriterByArrival());
    stormWithRetries("causal-cerone").allShow("divergence", new LastWriterByArrival());
  }

  @Test
  void replication_out_of_causal_order_is_atomic_and_found_out_by_what_a_read_misses() {
    assertThat(storm("causal-cerone").anomalies(new ReplicationOutOfCausalOrder()))
        .containsExactly("causality-violation");
    storm("read-atomic").first(2).areValid(new ReplicationOutOfCausalOrder());
  }

  @Test
  void a_lost_update_within_one_node_is_named_and_no_matter_of_causality() {
    storm("causal-cerone").first(2).areValid(new LostUpdateWithinNode());
    alone("strict-serializable").allShow("lost-update", new LostUpdateWithinNode());
  }
}
