package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Histories;
import glomers.bench.history.Operation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CounterCheckerTest {

  private final Histories history = new Histories();

  private Verdict verdict(String... nodes) {
    return new CounterChecker(List.of(nodes), false).check(history.list());
  }

  private static List<String> types(Verdict verdict) {
    return verdict.anomalies().stream().map(Anomaly::type).toList();
  }

  @Test
  void the_sum_of_all_acknowledged_additions_is_right() {
    history
        .ok("n0", "add", "3", 0, 1, "3")
        .bad("n1", "add", "100", 2, Outcome.FAIL, 3)
        .ok("n1", "add", "4", 4, 5, "4")
        .finalRead("n0", 100, 101, "7")
        .finalRead("n1", 100, 101, "7");
    Verdict verdict = verdict("n0", "n1");
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures())
        .containsEntry("acceptable", List.of(List.of(7L, 7L)))
        .containsEntry("final-reads", Map.of("n0", 7L, "n1", 7L));
  }

  @Test
  void additions_of_unknown_outcome_may_count_or_not() {
    history
        .ok("n0", "add", "10", 0, 1, "10")
        .bad("n0", "add", "1", 2, Outcome.INFO, 5002)
        .bad("n0", "add", "4", 2, Outcome.INFO, 5002);
    ReachableSums sums = new ReachableSums(10);
    sums.addPossible(1);
    sums.addPossible(4);
    assertThat(sums.ranges()).isEqualTo(List.of(List.of(10L, 11L), List.of(14L, 15L)));
    for (long value = 8; value <= 17; value++) {
      Histories full = new Histories();
      history
          .list()
          .forEach(op ->
              full.add(
                  op.node(),
                  op.function(),
                  op.input().toString(),
                  op.invokedNanos() / 1_000_000,
                  op.outcome(),
                  op.completedNanos() / 1_000_000,
                  op.output().toString(),
                  false));
      full.finalRead("n0", 9_000, 9_001, "" + value);
      boolean isAllowed = List.of(10L, 11L, 14L, 15L).contains(value);
      assertThat(new CounterChecker(List.of("n0"), true).check(full.list()).isValid())
          .as("a final read of " + value)
          .isEqualTo(isAllowed);
    }
  }

  @Test
  void many_possible_additions_merge_into_few_ranges() {
    ReachableSums sums = new ReachableSums(0);
    for (int i = 0; i < 5_000; i++) {
      sums.addPossible(i % 10 - 5);
    }
    assertThat(sums.ranges()).hasSize(1);
    assertThat(sums.contains(0)).isTrue();
  }

  @Test
  void a_wrong_sum_is_named_with_what_it_should_be() {
    history.ok("n0", "add", "3", 0, 1, "3").finalRead("n0", 100, 101, "2");
    assertThat(types(verdict("n0"))).containsExactly("wrong-sum");
    assertThat(verdict("n0").anomalies().getFirst().description())
        .isEqualTo(
            "n0 ended with 2, 1 less than the acknowledged additions make (3) (operation 1, final read"
                + " at n0, 0.100 s)");
  }

  @Test
  void nodes_that_end_with_different_acceptable_sums_in_two_rounds_disagree() {
    history
        .bad("n0", "add", "3", 0, Outcome.INFO, 5000)
        .finalRead("n0", 9000, 9001, "3")
        .finalRead("n1", 9000, 9001, "0")
        .finalRead(2, "n0", 19000, 19001, "3")
        .finalRead(2, "n1", 19000, 19001, "0");
    assertThat(types(verdict("n0", "n1"))).containsExactly("nodes-disagree");
    assertThat(verdict("n0", "n1").outcome(RuleSet.MAELSTROM)).isEqualTo(Verdict.Outcome.VALID);
  }

  @Test
  void one_round_in_which_nodes_differ_may_straddle_an_addition_of_unknown_outcome() {
    history
        .bad("n0", "add", "3", 0, Outcome.INFO, 5000)
        .finalRead("n0", 9000, 9001, "3")
        .finalRead("n1", 9000, 9001, "0");
    assertThat(types(verdict("n0", "n1"))).isEmpty();
    history.finalRead(2, "n0", 19000, 19001, "3").finalRead(2, "n1", 19000, 19001, "3");
    assertThat(types(verdict("n0", "n1"))).isEmpty();
  }

  @Test
  void a_sum_that_is_wrong_only_in_the_second_round_is_more_than_maelstrom_reads() {
    history
        .ok("n0", "add", "3", 0, 1, "3")
        .finalRead("n0", 100, 101, "3")
        .finalRead(2, "n0", 200, 201, "2");
    assertThat(types(verdict("n0"))).containsExactly("wrong-sum");
    assertThat(verdict("n0").outcome(RuleSet.ALL)).isEqualTo(Verdict.Outcome.INVALID);
    assertThat(verdict("n0").outcome(RuleSet.MAELSTROM)).isEqualTo(Verdict.Outcome.VALID);
  }

  @Test
  void a_read_of_more_than_was_added_by_then_is_found_although_the_end_is_right() {
    history
        .ok("n0", "add", "3", 0, 1, "3")
        .ok("n0", "read", "null", 2, 3, "6")
        .ok("n0", "add", "3", 4, 5, "3")
        .finalRead("n0", 100, 101, "6");
    assertThat(types(verdict("n0"))).containsExactly("overcount");
  }

  @Test
  void a_node_that_does_not_answer_its_final_read_is_found() {
    history.ok("n0", "add", "3", 0, 1, "3").finalRead("n0", 100, 101, "3");
    assertThat(types(verdict("n0", "n1"))).containsExactly("no-final-read");
  }
}
