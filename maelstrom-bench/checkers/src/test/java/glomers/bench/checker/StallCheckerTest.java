package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.fixture.Histories;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.history.Spell;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StallCheckerTest {

  private final Histories history = new Histories();

  private static Spell spell(long fromMillis, long toMillis) {
    return new Spell(Set.of("n0", "n1"), fromMillis * 1_000_000, toMillis * 1_000_000);
  }

  private Verdict verdict(Spell... spells) {
    return new StallChecker(List.of(spells), Set.of("crash"), OptionalDouble.of(3))
        .check(history.list());
  }

  @Test
  void three_seconds_without_success_are_not_too_long_and_any_more_are() {
    history.ok("n0", "send", "1", 1_000, 1_010, "1").ok("n1", "send", "2", 1_020, 4_020, "2");
    assertThat(verdict(spell(0, 10_000)).isValid()).isTrue();
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 3_000L);

    history.ok("n1", "send", "3", 5_000, 8_001, "3");
    Verdict verdict = verdict(spell(0, 10_000));
    assertThat(verdict.isValid()).isFalse();
    assertThat(verdict.anomalies())
        .singleElement()
        .satisfies(stall -> {
          assertThat(stall.type()).isEqualTo("stalled");
          assertThat(stall.description())
              .startsWith("no send succeeded for 3.001 s from 5.000 s on");
          assertThat(stall.operations()).extracting(op -> op.input().intValue()).containsExactly(3);
        });
  }

  @Test
  void a_stall_begins_with_the_majority_at_the_earliest() {
    history.ok("n0", "send", "1", 1_000, 5_000, "1");
    assertThat(verdict(spell(0, 10_000)).isValid()).isFalse();
    assertThat(verdict(spell(2_000, 10_000)).isValid()).isTrue();
  }

  @Test
  void what_failed_and_was_asked_again_is_one_stall() {
    history
        .bad("n0", "send", "1", 1_000, Outcome.FAIL, 2_000)
        .bad("n0", "send", "2", 2_500, Outcome.INFO, 3_500)
        .ok("n0", "send", "3", 4_000, 4_500, "1");
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 3_500L);
  }

  @Test
  void what_succeeds_when_it_is_asked_for_again_much_later_was_not_standing_still_in_between() {
    history
        .bad("n0", "send", "1", 1_000, Outcome.INFO, 3_000)
        .ok("n0", "send", "2", 8_000, 8_500, "1");
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 2_000L);
  }

  @Test
  void one_failure_ends_no_stall_as_long_as_another_client_still_waits() {
    history
        .bad("n0", "send", "1", 1_000, Outcome.INFO, 6_000)
        .bad("n0", "send", "2", 1_100, Outcome.INFO, 2_000)
        .ok("n1", "send", "3", 5_500, 5_600, "1");
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 4_600L);
  }

  @Test
  void refusals_are_one_stall_however_rarely_anybody_asks() {
    for (int millis = 0; millis < 9_000; millis += 1_200) {
      history.bad("n0", "send", "1", millis, Outcome.FAIL, millis + 1);
    }
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 8_401L);
  }

  @Test
  void a_request_that_hangs_while_later_ones_succeed_is_no_stall() {
    history
        .bad("n0", "send", "1", 1_000, Outcome.INFO, 6_000)
        .ok("n0", "send", "2", 1_100, 1_200, "1")
        .ok("n1", "send", "3", 500, 5_900, "2");
    assertThat(verdict(spell(0, 10_000)).figures()).containsEntry("longest-stall-millis", 700L);
  }

  @Test
  void a_success_at_another_function_or_at_a_node_outside_the_majority_ends_no_stall() {
    history
        .ok("n0", "send", "1", 1_000, 5_000, "1")
        .ok("n0", "poll", "null", 2_000, 2_001, "1")
        .ok("n2", "send", "2", 2_000, 2_001, "1");
    assertThat(verdict(spell(0, 10_000)).isValid()).isFalse();
  }

  @Test
  void where_nobody_asks_or_no_majority_is_there_nothing_stalls() {
    history
        .ok("n0", "send", "1", 1_000, 1_001, "1")
        .ok("n0", "send", "2", 9_000, 9_001, "1")
        .ok("n2", "send", "3", 1_000, 9_000, "1");
    assertThat(verdict(spell(0, 10_000)).isValid()).isTrue();
    history.ok("n0", "send", "4", 10_000, 20_000, "1");
    assertThat(verdict(spell(0, 10_000)).isValid()).isTrue();
  }

  @Test
  void what_nobody_expects_to_succeed_does_not_stall() {
    history.bad("n0", "crash", "null", 1_000, Outcome.INFO, 9_000);
    assertThat(verdict(spell(0, 10_000)).isValid()).isTrue();
  }

  @Test
  void what_is_never_answered_stalls_until_it_is_given_up_or_the_majority_is_gone() {
    history.bad("n0", "send", "1", 1_000, Outcome.INFO, 6_000);
    assertThat(verdict(spell(0, 10_000)).isValid()).isFalse();
    assertThat(verdict(spell(0, 3_900)).isValid()).isTrue();
  }
}
