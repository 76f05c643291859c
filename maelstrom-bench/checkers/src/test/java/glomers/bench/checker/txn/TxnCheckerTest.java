package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Anomaly.Dependency;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TxnCheckerTest {

  @Test
  void transactions_one_after_another_keep_every_model() {
    assertStrongest(
        "strict-serializable",
        """
        alice: w x 1, w y 1
        bob: r x 1, r y 1, w x 2
        alice: r x 2, r y 1
        """);
  }

  @Test
  void a_write_cycle_breaks_read_uncommitted() {
    Anomaly anomaly =
        onlyAnomaly(
            "read-uncommitted",
            """
            alice [0..9]: w x 1, r y 2, w y 1
            bob   [0..9]: w y 2, r x 1, w x 2
            """);
    assertThat(anomaly.type()).isEqualTo("G0");
    assertThat(anomaly.dependencies())
        .extracting(Dependency::why)
        .containsExactly(
            "T0 wrote key \"x\" = 1, which T1 read and then replaced by 2",
            "T1 wrote key \"y\" = 2, which T0 read and then replaced by 1");
    assertThat(anomaly.dependencies()).extracting(Dependency::relation).containsOnly("ww");
  }

  @Test
  void reading_what_was_aborted_breaks_read_committed() {
    String history =
        """
        alice: w x 1 => aborted
        bob: r x 1
        """;
    assertThat(onlyAnomaly("read-committed", history).description())
        .isEqualTo(
            "T1 read key \"x\" as 1, written by T0, which aborted. (T0: operation 0, at n0, 0.000 s;"
                + " T1: operation 1, at n0, 0.000 s)");
    assertStrongest("read-uncommitted", history);
  }

  @Test
  void reading_an_intermediate_value_breaks_read_committed() {
    String history =
        """
        alice: w x 1, w x 2
        bob: r x 1
        """;
    assertThat(onlyAnomaly("read-committed", history).description())
        .startsWith("T1 read key \"x\" as 1, an intermediate value: T0 wrote the key again. (T0: ");
    assertStrongest("read-uncommitted", history);
  }

  @Test
  void information_that_flows_in_a_circle_breaks_read_committed() {
    String history =
        """
        alice [0..9]: w x 1, r y 2
        bob   [0..9]: w y 2, r x 1
        """;
    Anomaly anomaly = onlyAnomaly("read-committed", history);
    assertThat(anomaly.type()).isEqualTo("G1c");
    assertThat(anomaly.dependencies())
        .extracting(Dependency::why)
        .containsExactly(
            "T0 wrote key \"x\" = 1, which T1 read", "T1 wrote key \"y\" = 2, which T0 read");
    assertStrongest("read-uncommitted", history);
  }

  @Test
  void a_later_read_that_misses_what_an_earlier_one_saw_breaks_monotonic_atomic_view() {
    String history =
        """
        alice: w x 1
        alice: w x 2, w y 2
        bob: r y 2, r x 1
        """;
    Anomaly anomaly = onlyAnomaly("monotonic-atomic-view", history);
    assertThat(anomaly.type()).isEqualTo("G-monotonic");
    assertThat(anomaly.dependencies())
        .extracting(Dependency::why)
        .containsExactly(
            "process 0 ran T0 and then T1",
            "T1 wrote key \"x\" = 2 and T0 wrote 1, and T2 read the latter's after it had read"
                + " something else that T1 wrote");
    assertThat(anomaly.operations()).extracting(Operation::index).containsExactly(0, 1, 2);
    assertStrongest("read-committed", history);
  }

  @Test
  void an_earlier_read_that_misses_what_a_later_one_saw_breaks_read_atomic() {
    String history =
        """
        alice: w x 1
        alice: w x 2, w y 2
        bob: r x 1, r y 2
        """;
    Anomaly anomaly = onlyAnomaly("read-atomic", history);
    assertThat(anomaly.type()).isEqualTo("fractured-read");
    assertStrongest("monotonic-atomic-view", history);
  }

  @Test
  void a_read_that_misses_half_of_the_first_write_set_breaks_read_atomic() {
    Anomaly anomaly =
        onlyAnomaly(
            "read-atomic",
            """
            alice: w x 1, w y 1
            bob: r x null, r y 1
            """);
    assertThat(anomaly.type()).isEqualTo("fractured-read");
    assertThat(anomaly.description())
        .startsWith(
            "T1 did not see what T0 wrote, which was visible to it: T0 wrote key \"y\" = 1, which"
                + " T1 read; T1 read key \"x\" as null, before T0 wrote it as 1. (T0: ");
    assertThat(anomaly.dependencies()).extracting(Dependency::relation).containsExactly("wr", "rw");
  }

  @Test
  void two_values_of_one_key_in_one_transaction_break_read_atomic() {
    String history =
        """
        alice: w x 1
        bob [0..20]: r x null, r x 1
        """;
    assertThat(onlyAnomaly("read-atomic", history).description())
        .startsWith("T1 read key \"x\" as null and then as 1. (T1: ");
    assertLevels(history, "monotonic-atomic-view", "ok", "serializable", "violated");
  }

  @Test
  void a_session_that_misses_its_own_write_breaks_read_atomic() {
    String history =
        """
        alice: w x 1
        alice: w x 2
        alice: r x 1
        """;
    Anomaly anomaly = onlyAnomaly("read-atomic", history);
    assertThat(anomaly.type()).isEqualTo("stale-session-read");
    assertThat(anomaly.dependencies().getLast().why())
        .isEqualTo(
            "T1 wrote key \"x\" = 2 and T0 wrote 1, and T2 read the latter's although T1 ran before"
                + " it in its session");
    assertLevels(history, "monotonic-atomic-view", "ok", "serializable", "ok");
  }

  @Test
  void an_answer_that_arrives_before_its_question_breaks_causal_consistency() {
    String history =
        """
        alice: w question 1
        bob: r question 1, w answer 1
        carol: r answer 1
        carol: r question null
        """;
    Anomaly anomaly = onlyAnomaly("causal-cerone", history);
    assertThat(anomaly.type()).isEqualTo("causality-violation");
    assertThat(anomaly.operations()).extracting(Operation::index).containsExactly(0, 1, 2, 3);
    assertThat(anomaly.dependencies())
        .extracting(Dependency::relation)
        .containsExactly("wr", "wr", "session", "rw");
    assertStrongest("read-atomic", history);
  }

  @Test
  void an_overwritten_value_that_comes_back_breaks_causal_consistency() {
    Anomaly anomaly =
        onlyAnomaly(
            "causal-cerone",
            """
            alice: w x 1
            bob: r x 1, w x 2, w y 2
            carol: r y 2, w z 3
            dave: r z 3
            dave: r x 1
            """);
    assertThat(anomaly.dependencies().getLast().why())
        .isEqualTo(
            "T1 wrote key \"x\" = 2 and T0 wrote 1, and T4 read the latter's although T1 happened"
                + " before it (T1 -wr-> T2 -wr-> T3 -session-> T4)");
  }

  @Test
  void each_level_forbids_what_the_one_below_it_admits() {
    assertStrongest("read-uncommitted", "a: w x 1, w x 2\nb: r x 1");
    assertStrongest("read-committed", "a: w x 1, w y 1\nb: r x 1, r y null");
    assertStrongest("monotonic-atomic-view", "a: w x 1, w y 1\nb: r y null, r x 1");
    assertStrongest("read-atomic", "a: w x 1\nb: r x 1, w y 1\nc: r y 1, r x null");
  }

  @Test
  void causal_consistency_admits_write_skew_and_serializability_does_not() {
    String history =
        """
        alice [0..9]: r x null, w y 1
        bob   [0..9]: r y null, w x 1
        """;
    Anomaly anomaly = onlyAnomaly("serializable", history);
    assertThat(anomaly.type()).isEqualTo("G2-item");
    assertThat(anomaly.dependencies()).extracting(Dependency::relation).containsOnly("rw");
    assertLevels(history, "causal-cerone", "ok", "serializable", "violated");
  }

  @Test
  void causal_consistency_admits_a_lost_update_and_serializability_does_not() {
    String history =
        """
        alice: w x 1
        bob: r x 1, w x 2
        carol: r x 1, w x 3
        """;
    Anomaly anomaly = onlyAnomaly("serializable", history);
    assertThat(anomaly.type()).isEqualTo("lost-update");
    assertLevels(history, "causal-cerone", "ok", "serializable", "violated");
  }

  @Test
  void a_read_of_the_past_breaks_strict_serializability_only() {
    String history =
        """
        alice [0..5]: w x 1
        bob   [6..9]: r x null
        """;
    Anomaly anomaly = onlyAnomaly("strict-serializable", history);
    assertThat(anomaly.type()).isEqualTo("G-single-item-realtime");
    assertThat(anomaly.dependencies())
        .extracting(Dependency::why)
        .containsExactlyInAnyOrder(
            "T0 ended before T1 began", "T1 read key \"x\" as null, before T0 wrote it as 1");
    assertLevels(history, "serializable", "ok", "causal-cerone", "ok");
  }

  @Test
  void a_read_of_the_past_is_fine_while_the_write_is_still_running() {
    assertStrongest(
        "strict-serializable",
        """
        alice [0..8]: w x 1
        bob   [6..9]: r x null
        """);
  }

  @Test
  void a_write_of_unknown_outcome_may_take_effect_long_after_it_was_given_up() {
    assertStrongest(
        "strict-serializable",
        """
        alice [0..5]: w x 1 => unknown
        bob   [6..9]: r x null
        carol [20..29]: r x 1
        """);
  }

  @Test
  void a_transaction_of_unknown_outcome_took_effect_once_it_was_read() {
    assertLevels(
        """
        alice: w x 1, w y 1 => unknown
        bob: r x 1, r y null
        """,
        "monotonic-atomic-view",
        "violated",
        "read-committed",
        "ok");
  }

  @Test
  void overlooking_its_own_write_breaks_every_model() {
    assertThat(
            onlyAnomaly(
                    "read-uncommitted",
                    """
                    alice: w x 1
                    bob: w x 2, r x 1
                    """)
                .type())
        .isEqualTo("internal");
  }

  @Test
  void a_value_that_nobody_wrote_breaks_every_model() {
    assertThat(onlyAnomaly("read-uncommitted", "alice: r x 7").type()).isEqualTo("thin-air-read");
  }

  @Test
  void reading_its_own_later_write_breaks_every_model() {
    assertThat(onlyAnomaly("read-uncommitted", "alice: r x 7, w x 7").type())
        .isEqualTo("future-read");
  }

  @Test
  void an_answer_to_another_transaction_breaks_every_model() {
    Operation asked = TextHistory.parse("alice: w x 1").getFirst();
    Operation answered = TextHistory.parse("alice: w x 2").getFirst();
    Operation mismatched =
        new Operation(
            0, 0, "n0", "txn", asked.input(), 0, asked.outcome(), 5, answered.output(), "", false);
    Verdict verdict = TxnChecker.ofModels(List.of("read-uncommitted")).check(List.of(mismatched));
    assertThat(verdict.anomalies()).extracting(Anomaly::type).containsExactly("malformed-reply");
  }

  @Test
  void replicas_that_end_up_with_different_values_are_invalid_whichever_model_is_demanded() {
    String history =
        """
        alice@n1: w x 1
        bob@n2: w x 2
        final alice@n1: r x 1
        final bob@n2: r x 2
        final2 alice@n1: r x 1
        final2 bob@n2: r x 2
        """;
    Anomaly anomaly = onlyAnomaly("read-uncommitted", history);
    assertThat(anomaly.type()).isEqualTo("divergence");
    assertThat(anomaly.description())
        .startsWith(
            "The nodes ended up with different values of key \"x\": n1 has 1, n2 has 2. (T");
    assertThat(check("causal-cerone", history).figures())
        .containsEntry("convergence", "not-converged");
    assertLevels(history, "causal-cerone", "ok");
  }

  @Test
  void replicas_converge_if_their_last_final_reads_agree() {
    Verdict verdict =
        check(
            "causal-cerone",
            """
            alice@n1: w x 1
            final bob@n2: r x null
            final alice@n1: r x 1
            final bob@n2: r x 1
            """);
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures()).containsEntry("convergence", "converged");
  }

  @Test
  void one_round_of_final_reads_may_straddle_a_transaction_of_unknown_outcome() {
    String firstRound =
        """
        alice@n1: w x 1
        bob@n2: w x 2 => unknown
        final alice@n1: r x 1
        final carol@n2: r x 2
        """;
    assertThat(check("causal-cerone", firstRound).isValid()).isTrue();
    String agreed = firstRound + "final2 alice@n1: r x 2\nfinal2 carol@n2: r x 2\n";
    assertThat(check("causal-cerone", agreed).isValid()).isTrue();
    String disagreed = firstRound + "final2 alice@n1: r x 1\nfinal2 carol@n2: r x 2\n";
    assertThat(onlyAnomaly("causal-cerone", disagreed).type()).isEqualTo("divergence");
  }

  @Test
  void a_node_that_gives_no_final_answer_has_not_converged() {
    assertThat(
            onlyAnomaly(
                    "read-committed",
                    """
                    alice@n1: w x 1
                    final alice@n1: r x 1
                    final bob@n2: r x null => unknown
                    """)
                .description())
        .isEqualTo("No final read at n2 says which value it has of 1 keys, \"x\" among them.");
  }

  @Test
  void an_acknowledged_write_of_which_nothing_is_left_is_lost() {
    assertThat(
            onlyAnomaly(
                    "read-committed",
                    """
                    alice@n1: w x 1
                    final bob@n1: r x null
                    """)
                .type())
        .isEqualTo("lost-write");
  }

  @Test
  void only_the_demanded_models_decide_and_all_are_shown() {
    String history =
        """
        alice: w x 1
        bob: r x 1, w x 2
        carol: r x 1, w x 3
        """;
    Verdict verdict = check("causal-cerone", history);
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.anomalies()).isEmpty();
    assertThat(verdict.figures())
        .containsEntry("transaction-count", 3)
        .containsEntry("demanded", List.of("causal-cerone"))
        .containsEntry("convergence", "not-asked")
        .containsEntry("anomaly-counts", Map.of())
        .containsEntry("undemanded-anomaly-counts", Map.of("lost-update", 1L));
  }

  @Test
  void numbers_and_objects_are_compared_as_values() {
    List<Operation> written = TextHistory.parse("alice: w x 1, w y {\"a\":[1],\"b\":2}");
    List<Operation> read =
        TextHistory.parse(
            """
            alice: r x 1
            bob: r x 1.0, r y {"b":2,"a":[1e0]}
            """
                .replace("[1e0]", "[1.00]"));
    Verdict verdict =
        TxnChecker.ofModels(List.of("strict-serializable"))
            .check(List.of(written.getFirst(), read.getLast()));
    assertThat(verdict.isValid()).as("%s", verdict).isTrue();
  }

  @Test
  void a_value_written_twice_is_refused_as_undecidable() {
    assertThatThrownBy(() -> check("read-committed", "alice: w x 1\nbob: w x 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not unique");
  }

  @Test
  void what_is_no_model_is_refused_with_the_names_of_those_that_are() {
    assertThatThrownBy(() -> TxnChecker.ofModels(List.of("eventual")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "There is no consistency model \"eventual\"; those that there are: read-uncommitted,");
    assertThat(ConsistencyModel.named("PL-2")).isEqualTo(ConsistencyModel.READ_COMMITTED);
    assertThat(ConsistencyModel.values()).hasSize(36);
  }

  private static Verdict check(String model, String history) {
    return TxnChecker.ofModels(List.of(model)).check(TextHistory.parse(history));
  }

  private static Anomaly onlyAnomaly(String model, String history) {
    Verdict verdict = check(model, history);
    assertThat(verdict.isValid()).isFalse();
    assertThat(verdict.anomalies()).hasSize(1);
    return verdict.anomalies().getFirst();
  }

  /**
   * On the ladder from read uncommitted to strict serializability, the highest step that is kept.
   */
  private static void assertStrongest(String expected, String history) {
    Map<?, ?> levels = levels(history);
    List<String> ladder =
        List.of(
            "read-uncommitted",
            "read-committed",
            "monotonic-atomic-view",
            "read-atomic",
            "causal-cerone",
            "strict-serializable");
    for (String model : ladder) {
      boolean isKept = ladder.indexOf(model) <= ladder.indexOf(expected);
      assertThat(levels.get(model)).as(model).isEqualTo(isKept ? "ok" : "violated");
    }
  }

  private static void assertLevels(String history, String... namesAndOutcomes) {
    for (int i = 0; i < namesAndOutcomes.length; i += 2) {
      assertThat(levels(history))
          .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
          .containsEntry(namesAndOutcomes[i], namesAndOutcomes[i + 1]);
    }
  }

  private static Map<?, ?> levels(String history) {
    return (Map<?, ?>) check("strict-serializable", history).figures().get("levels");
  }
}
