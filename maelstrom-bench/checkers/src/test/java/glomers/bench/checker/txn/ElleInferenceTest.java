package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Rule;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Outcome;
import glomers.bench.history.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the real Maelstrom would say of histories that ours does not accept. */
final class ElleInferenceTest {

  private static final int HISTORIES = Integer.getInteger("glomers.histories", 250);

  private static Verdict check(String model, String history) {
    return TxnChecker.ofModels(List.of(model)).check(TextHistory.parse(history));
  }

  private static void assertOnlyOurs(String model, String history) {
    Verdict verdict = check(model, history);
    assertThat(verdict.outcome(RuleSet.ALL)).isEqualTo(Outcome.INVALID);
    assertThat(verdict.outcome(RuleSet.MAELSTROM)).as("%s", verdict).isEqualTo(Outcome.VALID);
    assertThat(verdict.anomalies()).extracting(Anomaly::rule).containsOnly(Rule.OURS);
  }

  private static void assertMaelstroms(String type, String model, String history) {
    Verdict verdict = check(model, history);
    assertThat(verdict.outcome(RuleSet.MAELSTROM)).as("%s", verdict).isEqualTo(Outcome.INVALID);
    assertThat(verdict.anomalies())
        .filteredOn(anomaly -> anomaly.rule() == Rule.MAELSTROM)
        .extracting(Anomaly::type)
        .contains(type);
  }

  @Test
  void maelstrom_passes_a_register_that_answers_zero_for_no_value_yet_under_every_model() {
    String history =
        """
        alice: r x 0, w x 1
        bob: r x 1, w x 2
        alice: r y 0, r x 2
        """;
    for (ConsistencyModel model : ConsistencyModel.values()) {
      assertOnlyOurs(model.modelName(), history);
    }
  }

  @Test
  void maelstrom_has_no_final_reads_and_passes_replicas_that_diverge() {
    assertOnlyOurs(
        "read-committed",
        """
        alice@n1: w x 1
        bob@n2: w x 2
        final alice@n1: r x 1
        final bob@n2: r x 2
        final2 alice@n1: r x 1
        final2 bob@n2: r x 2
        """);
  }

  @Test
  void maelstrom_holds_only_strong_models_to_a_transactions_own_writes() {
    String history = "alice: w x 1\nbob: w x 2, r x 1";
    assertOnlyOurs("read-uncommitted", history);
    assertOnlyOurs("read-committed", history);
    assertMaelstroms("internal", "read-atomic", history);
    assertMaelstroms("internal", "serializable", history);
  }

  @Test
  void maelstrom_calls_reads_that_do_not_repeat_an_inconsistency_within_a_transaction() {
    String history = "alice: w x 1\nbob: w x 2\ncarol: r x 1, r x 2";
    Verdict verdict = check("read-atomic", history);
    assertThat(verdict.outcome(RuleSet.MAELSTROM)).isEqualTo(Outcome.INVALID);
    assertThat(verdict.anomalies())
        .filteredOn(anomaly -> anomaly.rule() == Rule.MAELSTROM)
        .extracting(Anomaly::type)
        .contains("unrepeatable-read");
  }

  @Test
  void both_find_aborted_and_intermediate_reads() {
    assertMaelstroms("G1a", "read-committed", "alice: w x 1 => aborted\nbob: r x 1");
    assertMaelstroms("G1b", "read-committed", "alice: w x 1, w x 2\nbob: r x 1");
  }

  @Test
  void maelstrom_finds_a_read_of_the_readers_own_later_write_only_if_another_read_it_too() {
    String alone = "alice: r x 7, w x 7";
    assertOnlyOurs("read-uncommitted", alone);
    assertOnlyOurs("read-committed", alone);
    String readByAnother = "bob: r x 7\n" + alone;
    assertOnlyOurs("read-uncommitted", readByAnother);
    assertMaelstroms("future-read", "read-committed", readByAnother);
  }

  @Test
  void both_find_cycles_of_what_was_read_and_replaced() {
    String writes = "alice: r x 2, w x 1\nbob: r x 1, w x 2";
    assertMaelstroms("cyclic-versions", "read-uncommitted", writes);
    String twoKeys =
        """
        alice: r y 2, w x 1, w y 1
        bob: r x 1, w x 2, w y 2
        """;
    assertMaelstroms("G0", "read-uncommitted", twoKeys);
    assertMaelstroms("G1c", "read-committed", "alice: r y 1, w x 1\nbob: r x 1, w y 1");
  }

  @Test
  void a_cycle_through_a_transaction_of_unknown_outcome_escapes_maelstrom() {
    assertOnlyOurs(
        "causal-cerone",
        """
        alice: w x 1, w y 1 => unknown
        bob: r x 1, r y null
        """);
  }

  @Test
  void maelstrom_infers_too_little_to_see_half_of_a_transaction() {
    String history =
        """
        alice: w x 1, w y 1
        bob: w x 2, w y 2
        carol: r x 1, r y 2
        dave: r x 2, r y 1
        """;
    assertOnlyOurs("read-atomic", history);
    assertOnlyOurs("causal-cerone", history);
  }

  @Test
  void both_find_stale_reads_in_real_time_and_lost_updates() {
    assertMaelstroms(
        "G-single-item-realtime", "strict-serializable", "alice: w x 1\nbob: r x null");
    assertMaelstroms(
        "lost-update", "serializable", "alice: w x 1\nbob: r x 1, w x 2\ncarol: r x 1, w x 3");
  }

  @Test
  void whatever_elle_refuses_is_refused_here() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<Operation> history = new RandomHistories(seed).next(6);
      for (ConsistencyModel model : ConsistencyModel.values()) {
        Set<ConsistencyModel> demanded = EnumSet.of(model);
        if (!ElleInference.anomalies(history, demanded).isEmpty()) {
          assertThat(new TxnChecker(demanded).check(history).outcome(RuleSet.ALL))
              .as("seed %d, %s", seed, model)
              .isNotEqualTo(Outcome.VALID);
        }
      }
    }
  }
}
