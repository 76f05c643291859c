package glomers.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinKvGeneratorTest {

  private final Random random = new Random(1);

  private static Operation ended(int process, Outcome outcome) {
    return new Operation(
        0,
        process,
        "n0",
        "cas",
        Json.parse("[0, [1, 2]]"),
        0,
        outcome,
        1,
        Json.nothing(),
        "",
        false);
  }

  private int keyOf(LinKvGenerator generator, int worker) {
    return generator.next(0, worker, random).input().get(0).asInt();
  }

  @Test
  void each_group_of_two_workers_for_each_node_has_a_key_of_its_own() {
    LinKvGenerator generator = new LinKvGenerator(3, 12);

    for (int worker = 0; worker < 12; worker++) {
      assertThat(keyOf(generator, worker)).isEqualTo(worker / 6);
      assertThat(generator.next(0, worker, random).function().equals("read"))
          .isEqualTo(worker % 6 < 3);
    }
  }

  @Test
  void a_group_goes_on_to_the_next_key_when_more_than_twenty_processes_have_worked_on_its_own() {
    LinKvGenerator generator = new LinKvGenerator(3, 12);

    for (int process = 6; process < 6 + 12 * 14; process += 12) {
      generator.completed(ended(process, Outcome.INFO));
      generator.completed(ended(process, Outcome.FAIL));
    }
    assertThat(keyOf(generator, 11)).isEqualTo(1);
    generator.completed(ended(7, Outcome.INFO));
    assertThat(keyOf(generator, 11)).isEqualTo(2);
    assertThat(keyOf(generator, 0)).isEqualTo(0);
  }

  @Test
  void a_cluster_with_more_clients_than_that_keeps_its_key_until_an_outcome_is_unknown() {
    LinKvGenerator generator = new LinKvGenerator(25, 50);

    assertThat(keyOf(generator, 0)).isEqualTo(0);
    generator.completed(ended(0, Outcome.INFO));
    assertThat(keyOf(generator, 0)).isEqualTo(1);
  }

  @Test
  void workers_that_fill_no_group_are_refused() {
    assertThatThrownBy(() -> new LinKvGenerator(3, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("groups of 6");
  }
}
