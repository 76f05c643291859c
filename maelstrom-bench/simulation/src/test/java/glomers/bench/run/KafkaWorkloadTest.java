package glomers.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glomers.bench.fixture.JudgedRun;
import glomers.bench.fixture.KafkaFixtures;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.options.TestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class KafkaWorkloadTest {

  private static final TestOptions OPTIONS =
      TestOptions.defaults("kafka", 1).withLoad(new TestOptions.Load(2, 20, 1000, 10));

  private static double share(List<Operation> history, String function) {
    return (double) history.stream().filter(op -> op.function().equals(function)).count()
        / history.size();
  }

  @Test
  void a_log_in_memory_is_valid_and_all_of_it_is_polled_at_the_end() {
    JudgedRun run = JudgedRun.of(OPTIONS, KafkaFixtures.GOOD).assertValid();
    assertThat(run.judgement().results().get("workload")).containsEntry("unseen-count", 0L);
    assertThat((double) run.judgement().results().get("availability").get("ok-fraction"))
        .isBetween(0.998, 0.99999);
  }

  @Test
  void sends_and_polls_are_equal_parts_with_some_assignments_and_a_few_crashes() {
    List<Operation> history = JudgedRun.of(OPTIONS, KafkaFixtures.GOOD).history();
    assertThat(share(history, "send")).isCloseTo(0.49, within(0.02));
    assertThat(share(history, "poll")).isCloseTo(0.49, within(0.02));
    assertThat(share(history, "assign")).isCloseTo(1 / 64.0, within(0.005));
    assertThat(history)
        .filteredOn(op -> op.function().equals("crash") && !op.isFinal())
        .hasSizeBetween(1, 8)
        .allMatch(op -> op.outcome() == Outcome.INFO);
    assertThat(history)
        .filteredOn(op -> op.function().equals("assign") && !op.isFinal())
        .anyMatch(op -> op.input().get("keys").size() > 1);
  }

  @Test
  void a_client_polls_on_from_where_it_is_and_a_fresh_one_from_where_it_was_assigned() {
    Map<Integer, Map<String, Long>> expected = new HashMap<>();
    for (Operation operation : JudgedRun.of(OPTIONS, KafkaFixtures.GOOD).history()) {
      Map<String, Long> offsets =
          expected.computeIfAbsent(operation.process(), unused -> new HashMap<>());
      if (operation.function().equals("poll") && operation.isOk()) {
        Map<String, Long> asked =
            operation.input().get("offsets").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asLong()));
        assertThat(asked).isEqualTo(offsets);
        operation
            .output()
            .get("msgs")
            .properties()
            .forEach(entry ->
                entry
                    .getValue()
                    .forEach(pair -> offsets.put(entry.getKey(), pair.get(0).asLong() + 1)));
      } else if (operation.function().equals("assign")) {
        offsets.clear();
        operation
            .output()
            .get("offsets")
            .properties()
            .forEach(entry -> offsets.put(entry.getKey(), entry.getValue().asLong()));
      }
    }
    assertThat(expected.size()).isGreaterThan(2);
  }

  @Test
  void a_dropped_message_is_a_lost_write() {
    JudgedRun run = JudgedRun.of(OPTIONS, KafkaFixtures.DROPS_SOME).assertInvalid();
    assertThat(run.reasons()).isNotEmpty();
  }
}
