package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.SetChecker.Addition;
import glomers.bench.fixture.Histories;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SetCheckerTest {

  private final Histories history = new Histories();

  private Verdict verdict(String... nodes) {
    return new SetChecker(Addition.BROADCAST, List.of(nodes), true).check(history.list());
  }

  private static List<String> types(Verdict verdict) {
    return verdict.anomalies().stream().map(Anomaly::type).toList();
  }

  @Test
  void a_value_that_every_later_read_has_is_stable_at_once() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .ok("n1", "read", "null", 20, 30, "[7]")
        .ok("n0", "read", "null", 40, 50, "[7]");
    Verdict verdict = verdict("n0", "n1");
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures())
        .containsEntry("stable-count", 1)
        .containsEntry("stale-count", 0)
        .containsEntry(
            "stable-latencies", Map.of("0", 0L, "0.5", 0L, "0.95", 0L, "0.99", 0L, "1", 0L));
  }

  @Test
  void stable_latency_runs_from_the_acknowledgement_to_the_last_read_that_missed_the_value() {
    history
        .ok("n0", "broadcast", "7", 0, 100, "7")
        .ok("n1", "read", "null", 150, 160, "[]")
        .ok("n2", "read", "null", 350, 360, "[]")
        .ok("n1", "read", "null", 400, 410, "[7]");
    Verdict verdict = verdict("n0", "n1", "n2");
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures()).containsEntry("stale-count", 1);
    assertThat(verdict.figures().get("stable-latencies"))
        .isEqualTo(Map.of("0", 250L, "0.5", 250L, "0.95", 250L, "0.99", 250L, "1", 250L));
  }

  @Test
  void a_read_that_missed_the_value_before_it_was_known_costs_nothing() {
    history
        .add("n1", "read", "null", 0, Outcome.OK, 5, "[]", false)
        .ok("n0", "broadcast", "7", 10, 100, "7")
        .ok("n1", "read", "null", 20, 30, "[]")
        .ok("n1", "read", "null", 120, 130, "[7]");
    assertThat(verdict("n0", "n1").figures()).containsEntry("stale-count", 0);
  }

  @Test
  void a_value_known_by_a_read_before_its_acknowledgement_counts_from_that_read() {
    history
        .ok("n0", "broadcast", "7", 0, 500, "7")
        .ok("n1", "read", "null", 10, 20, "[7]")
        .ok("n2", "read", "null", 220, 230, "[]")
        .ok("n2", "read", "null", 300, 310, "[7]");
    assertThat(verdict("n0", "n1", "n2").figures().get("stable-latencies"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("1", 200L);
  }

  @Test
  void a_value_that_the_last_reads_lack_is_lost() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .ok("n1", "read", "null", 20, 30, "[7]")
        .ok("n1", "read", "null", 40, 50, "[]");
    Verdict verdict = verdict("n0", "n1");
    assertThat(verdict.isValid()).isFalse();
    assertThat(types(verdict)).containsExactly("lost");
    assertThat(verdict.anomalies().getFirst().description())
        .isEqualTo(
            "7, broadcast to n0 after 0.000 s (operation 0), is lost: the read of n1 begun after 0.040"
                + " s (operation 2) and every later one lacks it; nobody has it any more");
  }

  @Test
  void an_unknown_broadcast_that_nobody_ever_reads_is_no_loss() {
    history
        .bad("n0", "broadcast", "7", 0, Outcome.INFO, 5000)
        .ok("n0", "broadcast", "8", 5001, 5002, "8")
        .ok("n1", "read", "null", 6000, 6001, "[8]");
    assertThat(verdict("n0", "n1").isValid()).isTrue();
    assertThat(verdict("n0", "n1").figures()).containsEntry("never-read-count", 1);
  }

  @Test
  void a_node_that_lacks_a_value_for_good_is_found_although_another_node_has_it() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .finalRead("n1", 10_000, 10_001, "[]")
        .finalRead("n0", 10_002, 10_003, "[7]");
    Verdict verdict = verdict("n0", "n1");
    assertThat(verdict.figures()).containsEntry("lost-count", 0);
    assertThat(types(verdict)).containsExactly("incomplete-node");
    assertThat(verdict.anomalies().getFirst().description())
        .startsWith("n1 never got 1 acknowledged value: the final read of n1");
  }

  @Test
  void a_node_that_does_not_answer_its_final_read_is_found() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .finalRead("n0", 10_000, 10_001, "[7]")
        .add("n1", "read", "null", 10_000, Outcome.FAIL, 15_000, "null", true);
    assertThat(types(verdict("n0", "n1"))).containsExactly("no-final-read");
  }

  @Test
  void a_node_has_what_it_acknowledged() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .ok("n0", "read", "null", 20, 30, "[]")
        .ok("n0", "read", "null", 40, 50, "[7]");
    assertThat(types(verdict("n0"))).containsExactly("acknowledged-not-stored");
    assertThat(
            new SetChecker(Addition.BROADCAST, List.of("n0"), false)
                .check(history.list())
                .isValid())
        .as("unless it may have been killed")
        .isTrue();
  }

  @Test
  void invented_refused_and_repeated_values_are_found() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .bad("n0", "broadcast", "8", 11, Outcome.FAIL, 12)
        .ok("n0", "read", "null", 20, 30, "[7,7,8,'x']");
    Verdict verdict = verdict("n0");
    assertThat(types(verdict))
        .containsExactlyInAnyOrder("duplicated", "refused-yet-present", "invented");
    assertThat(verdict.figures()).containsEntry("duplicated-count", 1);
  }

  @Test
  void a_loss_says_who_has_the_value_all_the_same() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .finalRead("n0", 100, 110, "[7]")
        .finalRead("n2", 101, 111, "[7]")
        .finalRead("n1", 102, 112, "[]");
    assertThat(verdict("n0", "n1", "n2").anomalies().getFirst().reason())
        .startsWith("lost (Maelstrom's): 7, broadcast to n0")
        .endsWith("and every later one lacks it; n0 and n2 still have it");
  }

  @Test
  void null_for_a_list_is_an_empty_list_on_maelstrom_and_a_finding_with_its_mend_here() {
    history.ok("n1", "read", "null", 0, 10, "null").ok("n0", "broadcast", "7", 20, 30, "7");
    history.ok("n1", "read", "null", 40, 50, "[7]");
    Verdict verdict = verdict("n0", "n1");
    assertThat(verdict.outcome(RuleSet.MAELSTROM)).isEqualTo(Verdict.Outcome.VALID);
    assertThat(types(verdict)).containsExactly("null-for-list");
    assertThat(verdict.anomalies().getFirst().description())
        .contains(
            "\"messages\": null", "messages := []int{}", "(operation 0, read at n1, 0.000 s)");
  }

  @Test
  void without_reads_nothing_can_be_said() {
    history.ok("n0", "broadcast", "7", 0, 10, "7");
    assertThat(verdict("n0").isValid()).isTrue();
    assertThat(verdict("n0").undecided()).isPresent();
    assertThat(verdict("n0").outcome(RuleSet.MAELSTROM)).isEqualTo(Verdict.Outcome.UNKNOWN);
  }

  @Test
  void a_killed_node_may_take_along_what_it_alone_had_if_that_is_allowed() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .ok("n0", "read", "null", 11, 12, "[7]")
        .finalRead("n0", 100, 110, "[]")
        .finalRead("n1", 100, 110, "[]");
    Deaths deaths = new Deaths(Map.of("n0", 50_000_000L));
    assertThat(
            new SetChecker(Addition.BROADCAST, List.of("n0", "n1"), false, deaths)
                .check(history.list())
                .isValid())
        .isTrue();
    assertThat(
            types(
                new SetChecker(Addition.BROADCAST, List.of("n0", "n1"), false)
                    .check(history.list())))
        .contains("lost");
  }

  @Test
  void what_a_node_has_read_that_lives_on_is_not_taken_along_by_another() {
    history
        .ok("n0", "broadcast", "7", 0, 10, "7")
        .ok("n1", "read", "null", 20, 30, "[7]")
        .finalRead("n0", 100, 110, "[]")
        .finalRead("n1", 100, 110, "[]");
    Deaths deaths = new Deaths(Map.of("n0", 50_000_000L));
    assertThat(
            types(
                new SetChecker(Addition.BROADCAST, List.of("n0", "n1"), false, deaths)
                    .check(history.list())))
        .contains("lost");
  }

  @Test
  void a_value_that_was_read_and_is_not_there_later_has_vanished_even_if_it_comes_back() {
    Histories history =
        new Histories()
            .ok("n0", "add", "7", 0, 10, "7")
            .ok("n1", "read", "null", 20, 30, "[7]")
            .ok("n1", "read", "null", 40, 50, "[]")
            .ok("n1", "read", "null", 60, 70, "[7]")
            .finalRead("n0", 80, 90, "[7]")
            .finalRead("n1", 80, 90, "[7]");

    Verdict verdict = new SetChecker(Addition.ADD, List.of("n0", "n1"), true).check(history.list());

    assertThat(types(verdict)).containsExactly("vanished");
    assertThat(verdict.anomalies().getFirst().description())
        .isEqualTo(
            "the read of n1 begun after 0.020 s (operation 1) has 7, and the read of n1 begun after"
                + " 0.040 s (operation 2) lacks it");
  }
}
