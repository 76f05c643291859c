package glomers.txn;

import static glomers.bench.junit.Seeds.exponential;
import static glomers.txn.Txns.step;

import glomers.bench.junit.Seeds;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.core.testing.SilentWhileBusy;
import glomers.txn.broken.AbortedWriteStays;
import glomers.txn.broken.HalfWriteSetApplied;
import glomers.txn.broken.LastWriterByArrival;
import glomers.txn.broken.LostUpdateWithinNode;
import glomers.txn.broken.ReplicationOutOfCausalOrder;
import glomers.txn.causal.CausalProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bench tells the transactions' broken variants from the real program, and each step from the
 * next one, each for its own reason.
 */
final class BrokenTransactionsTest {

  private static final Seeds CALM =
      Seeds.of(demanding("causal-cerone", 5), 5).with(exponential(50), LinkFaults.NONE, 10);
  private static final Seeds STORM =
      CALM.with(exponential(50), Seeds.LOSSY, 2, NemesisKind.PARTITION, NemesisKind.PAUSE);
  private static final Seeds READ_COMMITTED =
      Seeds.of(demanding("read-committed", 5), 3).with(exponential(50), LinkFaults.NONE, 10);
  private static final Seeds READ_UNCOMMITTED =
      Seeds.of(demanding("read-uncommitted", 5), 3).with(exponential(50), LinkFaults.NONE, 10);
  private static final Seeds ALONE = Seeds.of(demanding("strict-serializable", 1), 3);

  private static TestOptions demanding(String model, int nodes) {
    return TestOptions.defaults("txn-rw-register", nodes)
        .withLoad(new Load(2 * nodes, 10, 300, 10))
        .withConsistencyModels(List.of(model));
  }

  @Test
  void the_real_program_is_valid_under_all_these_conditions() {
    CALM.areValid(new CausalProgram());
    STORM.areValid(new CausalProgram());
    READ_COMMITTED.areValid(new CausalProgram());
    ALONE.areValid(new CausalProgram());
  }

  @Test
  void the_real_program_stays_fresh_and_one_that_is_silent_while_busy_does_not() {
    CALM.keepingFresh().areValid(new CausalProgram());
    STORM.keepingFresh().areValid(new CausalProgram());
    var silent = new SilentWhileBusy<>(new CausalProgram(), request -> true);
    CALM.areValid(silent);
    CALM.keepingFresh().allShowOnly("stale-read", silent);
  }

  @Test
  void where_nodes_never_agree_reads_contradict_each_other_long_before_the_end() {
    CALM.keepingFresh().allShow("stale-read", step("one-node"));
    CALM.keepingFresh().allShow("stale-read", new LastWriterByArrival());
  }

  @Test
  void an_aborted_write_that_stays_is_read() {
    READ_COMMITTED.allShow("G1a", new AbortedWriteStays());
  }

  @Test
  void half_a_write_set_is_a_fractured_read() {
    CALM.allShow("fractured-read", new HalfWriteSetApplied());
    STORM.allShow("fractured-read", new HalfWriteSetApplied());
  }

  @Test
  void where_the_last_arrival_wins_the_replicas_end_up_different() {
    CALM.allShow("divergence", new LastWriterByArrival());
    STORM.allShow("divergence", new LastWriterByArrival());
  }

  @Test
  void replication_out_of_causal_order_is_found_out_by_what_a_read_misses() {
    CALM.show("causality-violation", new ReplicationOutOfCausalOrder());
    READ_COMMITTED.areValid(new ReplicationOutOfCausalOrder());
  }

  @Test
  void a_lost_update_within_one_node_is_named() {
    CALM.areValid(new LostUpdateWithinNode());
    ALONE.allShow("lost-update", new LostUpdateWithinNode());
  }

  private static Seeds storm(Seeds trial) {
    return trial.with(
        exponential(50),
        new LinkFaults(0.2, 0.2, 0.2, 0),
        2,
        NemesisKind.PARTITION,
        NemesisKind.PAUSE);
  }

  @Test
  void one_node_is_right_alone_and_of_several_every_one_is_consistent_and_no_two_agree() {
    ALONE.areValid(step("one-node"));
    READ_UNCOMMITTED.allShow("divergence", step("one-node"));
    CALM.allShow("divergence", step("one-node"));
  }

  @Test
  void the_last_writer_is_right_until_a_partition_takes_writes_away_for_good() {
    READ_UNCOMMITTED.areValid(step("last-writer"));
    READ_UNCOMMITTED
        .with(exponential(50), LinkFaults.NONE, 2, NemesisKind.PARTITION)
        .allShow("divergence", step("last-writer"));
  }

  @Test
  void read_uncommitted_is_right_in_a_storm_and_shows_writes_before_their_commit() {
    storm(READ_UNCOMMITTED).areValid(step("read-uncommitted"));
    READ_COMMITTED.allShow("G1b", step("read-uncommitted"));
  }

  @Test
  void read_committed_is_right_in_a_storm_and_shows_effects_before_their_causes() {
    storm(READ_COMMITTED).areValid(step("read-committed"));
    CALM.allShow("causality-violation", step("read-committed"));
  }
}
