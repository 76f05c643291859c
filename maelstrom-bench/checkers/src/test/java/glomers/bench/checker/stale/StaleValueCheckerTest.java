package glomers.bench.checker.stale;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.fixture.Histories;
import org.junit.jupiter.api.Test;

final class StaleValueCheckerTest {

  private final Histories history = new Histories();
  private final Sides sides = new Sides();

  private Verdict verdict() {
    return new StaleValueChecker(sides.within3Seconds()).check(history.list());
  }

  private void isStale() {
    assertThat(verdict().isValid()).isFalse();
  }

  private void isFresh() {
    assertThat(verdict().anomalies()).isEmpty();
    assertThat(verdict().isValid()).isTrue();
  }

  @Test
  void what_was_acknowledged_three_seconds_ago_is_in_every_read_on_its_side() {
    sides.side(0, 10_000, "n0 n1");
    history
        .ok("n0", "broadcast", "7", 1_000, 2_000, "7")
        .ok("n1", "read", "null", 4_999, 5_000, "[]");
    isFresh();
    history.ok("n1", "read", "null", 5_000, 5_001, "[7]");
    isFresh();
    history
        .ok("n1", "read", "null", 5_002, 5_003, "[]")
        .ok("n1", "read", "null", 6_000, 6_001, "[7]")
        .ok("n1", "read", "null", 7_000, 7_001, "[]");
    assertThat(verdict().isValid()).isFalse();
    assertThat(verdict().figures())
        .containsEntry("stale-read-count", 2)
        .containsEntry("checked-read-count", 4);
    assertThat(verdict().anomalies())
        .singleElement()
        .satisfies(anomaly -> {
          assertThat(anomaly.type()).isEqualTo("stale-read");
          assertThat(anomaly.description())
              .isEqualTo(
                  "the read of n1 begun after 5.002 s lacks 1 value that had been acknowledged"
                      + " there: 7 (n0, 2.000 s), though n0 n1 have been up and connected since"
                      + " 0.000 s; 1 more of its reads until 7.001 s are stale too");
          assertThat(anomaly.operations()).extracting(op -> op.index()).containsExactly(0, 3);
        });
  }

  @Test
  void after_a_partition_the_time_to_catch_up_begins_anew() {
    sides
        .side(0, 2_000, "n0 n1")
        .side(2_000, 8_000, "n0")
        .side(2_000, 8_000, "n1")
        .side(8_000, 20_000, "n0 n1");
    history
        .ok("n0", "broadcast", "7", 3_000, 3_001, "7")
        .ok("n1", "read", "null", 7_000, 7_001, "[]")
        .ok("n1", "read", "null", 10_999, 11_001, "[]");
    isFresh();
    history.ok("n1", "read", "null", 11_000, 11_001, "[]");
    isStale();
  }

  @Test
  void within_one_side_of_a_partition_its_own_values_spread() {
    sides.side(2_000, 8_000, "n0 n1").side(2_000, 8_000, "n2 n3 n4");
    history
        .ok("n0", "broadcast", "7", 1_000, 1_001, "7")
        .ok("n3", "read", "null", 6_000, 6_001, "[]");
    isFresh();
    history.ok("n1", "read", "null", 6_000, 6_001, "[]");
    isStale();
  }

  @Test
  void a_read_that_ends_after_its_side_does_is_not_held_to_anything() {
    sides.side(0, 10_000, "n0 n1");
    history
        .ok("n0", "broadcast", "7", 1_000, 1_001, "7")
        .ok("n1", "read", "null", 9_999, 10_001, "[]");
    isFresh();
  }

  @Test
  void sides_that_are_interrupted_before_the_time_is_up_ask_for_nothing() {
    sides.side(0, 2_900, "n0 n1").side(2_900, 5_800, "n0 n1").side(5_800, 8_700, "n0 n1");
    history.ok("n0", "broadcast", "7", 0, 1, "7").ok("n1", "read", "null", 8_600, 8_601, "[]");
    isFresh();
  }

  @Test
  void what_a_node_acknowledged_before_it_was_killed_may_be_gone() {
    sides.side(0, 2_000, "n0 n1").side(2_500, 20_000, "n0 n1").killed("n0", 2_000);
    history
        .ok("n0", "broadcast", "7", 1_000, 1_001, "7")
        .ok("n0", "broadcast", "8", 1_999, 2_600, "8")
        .ok("n1", "read", "null", 9_000, 9_001, "[]");
    isFresh();
    history
        .ok("n1", "broadcast", "9", 9_500, 9_501, "9")
        .ok("n0", "read", "null", 13_000, 13_001, "[]");
    isStale();
  }

  @Test
  void a_killed_node_learns_again_what_the_others_kept() {
    sides.side(0, 2_000, "n0 n1").side(2_500, 20_000, "n0 n1").killed("n0", 2_000);
    history
        .ok("n1", "broadcast", "7", 1_000, 1_001, "7")
        .ok("n0", "read", "null", 5_499, 5_500, "[]");
    isFresh();
    history.ok("n0", "read", "null", 5_501, 5_502, "[]");
    isStale();
  }
}
