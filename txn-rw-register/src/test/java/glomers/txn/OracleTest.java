package glomers.txn;

import static glomers.txn.Txns.r;
import static glomers.txn.Txns.w;
import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.TxnVerbs.Operation;
import glomers.txn.Oracle.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small histories of this module's README, and what is wrong with each. */
class OracleTest {

  private static Executed txn(String session, Operation... operations) {
    return new Executed(session, session, List.of(operations), true);
  }

  @Test
  void transactions_that_overwrite_each_other_are_a_write_cycle() {
    assertThat(
            Oracle.judge(
                List.of(
                    txn("a", w("x", "1"), r("y", "2"), w("y", "1")),
                    txn("b", r("x", "1"), w("x", "2"), w("y", "2")))))
        .contains(Finding.WRITE_CYCLE);
  }

  @Test
  void a_value_that_is_overwritten_in_its_transaction_is_an_intermediate_read() {
    assertThat(Oracle.judge(List.of(txn("a", w("x", "1"), w("x", "2")), txn("b", r("x", "1")))))
        .containsExactly(Finding.INTERMEDIATE_READ);
  }

  @Test
  void a_value_of_a_failed_transaction_or_of_nobody_is_an_aborted_read() {
    var failed = new Executed("a", "a", List.of(w("x", "1")), false);
    assertThat(Oracle.judge(List.of(failed, txn("b", r("x", "1")))))
        .containsExactly(Finding.ABORTED_READ);
    assertThat(Oracle.judge(List.of(txn("b", r("x", "1"))))).containsExactly(Finding.ABORTED_READ);
  }

  @Test
  void half_a_transaction_is_not_read_atomic_in_either_order_of_the_reads() {
    Executed writer = txn("a", w("x", "1"), w("y", "1"));
    assertThat(Oracle.judge(List.of(writer, txn("b", r("x", "1"), r("y", "null")))))
        .contains(Finding.NOT_READ_ATOMIC);
    assertThat(Oracle.judge(List.of(writer, txn("b", r("y", "null"), r("x", "1")))))
        .contains(Finding.NOT_READ_ATOMIC);
  }

  @Test
  void an_effect_without_its_cause_is_read_atomic_but_not_causal() {
    assertThat(
            Oracle.judge(
                List.of(
                    txn("a", w("x", "1")),
                    txn("b", r("x", "1"), w("y", "1")),
                    txn("c", r("y", "1"), r("x", "null")))))
        .containsExactly(Finding.NOT_CAUSAL);
  }

  @Test
  void a_session_that_forgets_what_it_wrote_is_not_causal() {
    assertThat(Oracle.judge(List.of(txn("a", w("x", "1")), txn("a", r("x", "null")))))
        .contains(Finding.NOT_CAUSAL);
  }

  @Test
  void own_writes_and_repeated_reads_have_to_be_what_they_were() {
    assertThat(Oracle.judge(List.of(txn("a", w("x", "1"), r("x", "null")))))
        .containsExactly(Finding.OWN_WRITE_MISSED);
    assertThat(Oracle.judge(List.of(txn("a", w("x", "1")), txn("b", r("x", "null"), r("x", "1")))))
        .containsExactly(Finding.UNREPEATABLE_READ);
  }

  @Test
  void lost_updates_and_write_skew_between_nodes_are_causal() {
    assertThat(
            Oracle.judge(
                List.of(
                    txn("a", r("x", "null"), w("x", "1")), txn("b", r("x", "null"), w("x", "2")))))
        .isEmpty();
    assertThat(
            Oracle.judge(
                List.of(
                    txn("a", r("x", "null"), r("y", "null"), w("x", "1")),
                    txn("b", r("x", "null"), r("y", "null"), w("y", "1")))))
        .isEmpty();
  }

  @Test
  void two_updates_of_the_same_version_at_one_node_are_a_lost_update() {
    var first = new Executed("a", "n0", List.of(r("x", "null"), w("x", "1")), true);
    var second = new Executed("b", "n0", List.of(r("x", "null"), w("x", "2")), true);
    assertThat(Oracle.judge(List.of(first, second)))
        .containsExactly(Finding.LOST_UPDATE_WITHIN_A_NODE);
  }
}
