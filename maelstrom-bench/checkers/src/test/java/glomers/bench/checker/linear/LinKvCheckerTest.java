package glomers.bench.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.RuleSet;
import glomers.bench.checker.Verdict;
import glomers.bench.fixture.Histories;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinKvCheckerTest {

  @Test
  void a_value_that_was_overwritten_before_the_read_began_is_refused_and_the_place_is_shown() {
    Verdict verdict =
        new LinKvChecker()
            .check(
                new Histories()
                    .ok("n0", "write", "[7, 1]", 0, 10, "null")
                    .ok("n1", "write", "[7, 2]", 20, 30, "null")
                    .ok("n2", "read", "[7, null]", 25, 45, "[7, 2]")
                    .ok("n3", "read", "[7, null]", 40, 50, "[7, 1]")
                    .ok("n0", "write", "[8, 1]", 60, 70, "null")
                    .list());

    assertThat(verdict.anomalies()).hasSize(1);
    Anomaly anomaly = verdict.anomalies().getFirst();
    assertThat(anomaly.reason())
        .isEqualTo(
            "nonlinearizable (Maelstrom's): key 7: no order has room for the read → 1 of n3 from"
                + " 0.040 s to 0.050 s (operation 3): when it ended, after 3 operations in order, the state could"
                + " only be 2");
    assertThat(anomaly.noOrder())
        .contains(new Anomaly.NoOrder(List.of(0, 1, 2), 3, List.of(), List.of("2")));
    assertThat(anomaly.operations().getLast().input()).isEqualTo(Json.parse("[7, null]"));
    assertThat(verdict.figures()).containsEntry("linearizable-count", 1);
  }

  @Test
  void what_nobody_answered_may_take_effect_late_or_never() {
    Histories history =
        new Histories()
            .ok("n0", "write", "[0, 1]", 0, 10, "null")
            .bad("n0", "write", "[0, 2]", 20, Outcome.INFO, 30)
            .ok("n1", "read", "[0, null]", 100, 110, "[0, 1]");

    assertThat(new LinKvChecker().check(history.list()).isValid()).isTrue();
    history.ok("n1", "read", "[0, null]", 120, 130, "[0, 2]");
    assertThat(new LinKvChecker().check(history.list()).isValid()).isTrue();
    history.ok("n1", "read", "[0, null]", 140, 150, "[0, 1]");
    assertThat(new LinKvChecker().check(history.list()).isValid()).isFalse();
  }

  @Test
  void what_failed_never_takes_effect() {
    assertThat(
            new LinKvChecker()
                .check(
                    new Histories()
                        .bad("n0", "write", "[0, 1]", 0, Outcome.FAIL, 10)
                        .ok("n1", "read", "[0, null]", 20, 30, "[0, 1]")
                        .list())
                .isValid())
        .isFalse();
  }

  @Test
  void a_read_of_null_is_any_value_for_maelstrom_and_no_value_for_us() {
    Verdict verdict =
        new LinKvChecker()
            .check(
                new Histories()
                    .ok("n0", "read", "[0, null]", 0, 5, "[0, null]")
                    .ok("n0", "write", "[0, 1]", 10, 20, "null")
                    .ok("n1", "read", "[0, null]", 30, 40, "[0, null]")
                    .list());

    assertThat(verdict.outcome(RuleSet.MAELSTROM)).isEqualTo(Verdict.Outcome.VALID);
    assertThat(verdict.anomalyCounts()).containsOnlyKeys("wrong-refusal");
  }

  @Test
  void a_refusal_of_what_must_have_been_possible_is_ours_to_find() {
    List<Operation> history =
        refused(
            new Histories()
                .ok("n0", "write", "[0, 1]", 0, 10, "null")
                .bad("n1", "cas", "[0, [1, 2]]", 20, Outcome.FAIL, 30)
                .list(),
            ErrorKind.PRECONDITION_FAILED);

    assertThat(new LinKvChecker().check(history).anomalyCounts()).containsOnlyKeys("wrong-refusal");
    assertThat(new LinKvChecker().check(refused(history, ErrorKind.NO_SUCH_KEY)).anomalyCounts())
        .containsOnlyKeys("wrong-refusal");
    assertThat(new LinKvChecker().check(refused(history, ErrorKind.REFUSED)).isValid()).isTrue();
  }

  private static List<Operation> refused(List<Operation> history, ErrorKind kind) {
    List<Operation> refused = new ArrayList<>(history);
    refused.replaceAll(operation ->
        operation.isOk()
            ? operation
            : new Operation(
                operation.index(),
                operation.process(),
                operation.node(),
                operation.function(),
                operation.input(),
                operation.invokedNanos(),
                operation.outcome(),
                operation.completedNanos(),
                operation.output(),
                kind,
                operation.error(),
                operation.finalRound()));
    return refused;
  }

  @Test
  void a_search_that_gives_up_says_how_far_it_got() {
    List<Operation> history = new SimulatedStore(20, 1, 0.1, 1).history(1_000);
    SearchLimits limits = new SearchLimits(100, Optional.of(Duration.ofMinutes(1)));

    Verdict verdict = new LinKvChecker(limits).check(history);

    assertThat(verdict.outcome(RuleSet.ALL)).isEqualTo(Verdict.Outcome.UNKNOWN);
    assertThat(verdict.undecided().orElseThrow().reason())
        .matches(
            "key 0: the search for an order was given up after 100 configurations; the first \\d+"
                + " of \\d+ completed operations can be ordered");
  }
}
