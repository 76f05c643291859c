package glomers.bench.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.checker.Verdict;
import glomers.bench.history.History;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinearizabilityCheckerTest {

  @Test
  void a_queue_that_gives_out_what_nobody_put_in_is_refused() {
    History history = new History();
    history.ok(1, "enqueue", "a", null, 0, 10);
    history.ok(2, "dequeue", null, "b", 20, 30);
    Verdict verdict = new LinearizabilityChecker(Models.queue()).check(history.operations());

    assertThat(verdict.anomalies())
        .singleElement()
        .satisfies(anomaly ->
            assertThat(anomaly.reason())
                .isEqualTo(
                    "nonlinearizable (Maelstrom's): no order has room for the dequeue → \"b\" of p2"
                        + " from 0.000 s to 0.000 s (operation 1): when it ended, after 1 operation in order, the"
                        + " state could only be [\"a\"]"));
  }

  @Test
  void a_queue_gives_out_what_was_put_in_first_whatever_became_of_the_answers() {
    History history = new History();
    history.ok(2, "dequeue", null, "b", 20, 30);
    history.unknown(1, "enqueue", "b", 5);
    history.failed(3, "enqueue", "c", 0, 3);
    history.ok(2, "dequeue", null, null, 40, 50);

    assertThat(new LinearizabilityChecker(Models.queue()).decide(history.operations()))
        .isInstanceOfSatisfying(
            Decision.Linearizable.class, found -> assertThat(found.order()).hasSize(3));
  }

  @Test
  void keys_are_judged_one_by_one() {
    History history = new History();
    history.ok(1, "add", List.of("x", 2), null, 0, 10);
    history.ok(1, "read", java.util.Arrays.asList("y", null), List.of("y", 2), 20, 30);
    history.ok(1, "read", java.util.Arrays.asList("x", null), List.of("x", 2), 40, 50);

    Verdict verdict = LinearizabilityChecker.perKey(Models.counter()).check(history.operations());

    assertThat(verdict.figures()).containsEntry("object-count", 2);
    assertThat(verdict.figures()).containsEntry("linearizable-count", 1);
    assertThat(verdict.anomalies().getFirst().description()).startsWith("key \"y\": no order");
  }

  @Test
  void a_model_says_what_it_does_not_know() {
    History history = new History();
    history.ok(1, "pop", null, 1, 0, 10);

    assertThatThrownBy(() -> new LinearizabilityChecker(Models.lock()).check(history.operations()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A lock knows no pop");
  }

  @Test
  void hundreds_of_operations_that_nobody_knows_the_outcome_of_do_not_keep_it_from_deciding() {
    History history = new History();
    for (int i = 0; i < 400; i++) {
      history.unknown(i, "write", i, i);
    }
    for (int i = 0; i < 300; i++) {
      history.ok(1_000, "read", null, 7 * i % 400, 1_000 + 10 * i, 1_005 + 10 * i);
    }
    LinearizabilityChecker register = new LinearizabilityChecker(Models.register());
    assertThat(register.decide(history.operations())).isInstanceOf(Decision.Linearizable.class);

    history.ok(1_000, "read", null, 7, 5_000, 5_005); // once more, and nobody can have written it
    assertThat(register.decide(history.operations()))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.unplaced().invokedNanos()).isEqualTo(5_000));
  }
}
