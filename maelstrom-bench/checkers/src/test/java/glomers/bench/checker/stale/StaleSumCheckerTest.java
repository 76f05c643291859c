package glomers.bench.checker.stale;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Verdict;
import glomers.bench.fixture.Histories;
import glomers.bench.history.Operation.Outcome;
import org.junit.jupiter.api.Test;

final class StaleSumCheckerTest {

  private final Histories history = new Histories();
  private final Sides sides = new Sides();

  private Verdict verdict() {
    return new StaleSumChecker(sides.within3Seconds()).check(history.list());
  }

  private Histories add(String node, int delta, long millis) {
    String text = Integer.toString(delta);
    return history.ok(node, "add", text, millis, millis + 1, text);
  }

  private boolean isFresh(String node, int value, long millis) {
    Histories copy = new Histories();
    history
        .list()
        .forEach(op ->
            copy.add(
                op.node(),
                op.function(),
                op.input().toString(),
                op.invokedNanos() / 1_000_000,
                op.outcome(),
                op.completedNanos() / 1_000_000,
                op.output().toString(),
                op.isFinal()));
    copy.ok(node, "read", "null", millis, millis + 1, Integer.toString(value));
    return new StaleSumChecker(sides.within3Seconds()).check(copy.list()).isValid();
  }

  @Test
  void a_read_has_at_least_the_sum_of_what_was_acknowledged_three_seconds_ago() {
    sides.side(0, 10_000, "n0 n1");
    add("n0", 3, 1_000);
    add("n1", 4, 2_000);
    add("n0", 5, 4_000);
    assertThat(isFresh("n1", 2, 4_000)).isTrue();
    assertThat(isFresh("n1", 2, 4_500)).isFalse();
    assertThat(isFresh("n1", 3, 4_500)).isTrue();
    assertThat(isFresh("n1", 6, 6_000)).isFalse();
    assertThat(isFresh("n1", 7, 6_000)).isTrue();
    assertThat(isFresh("n1", 12, 6_000)).isTrue();
  }

  @Test
  void the_anomaly_tells_what_is_stale_where_and_since_when() {
    sides.side(500, 10_000, "n0 n1");
    add("n0", 3, 1_000);
    add("n0", 4, 1_100);
    history.ok("n1", "read", "null", 5_000, 5_001, "3");
    assertThat(verdict().anomalies())
        .singleElement()
        .satisfies(anomaly ->
            assertThat(anomaly.description())
                .isEqualTo(
                    "the read of n1 begun after 5.000 s is 3: the 2 additions acknowledged there"
                        + " until 1.101 s, the latest by n0, make 7, though n0 n1 have been up and"
                        + " connected since 0.500 s"));
  }

  @Test
  void additions_beyond_a_partition_or_of_a_node_that_was_killed_are_not_asked_for() {
    sides.side(0, 3_000, "n0 n1 n2").side(3_000, 20_000, "n1 n2").killed("n2", 2_500);
    add("n0", 100, 1_000);
    add("n2", 10, 1_000);
    add("n1", 1, 1_000);
    assertThat(isFresh("n2", 1, 7_000)).isTrue();
    assertThat(isFresh("n2", 0, 7_000)).isFalse();
  }

  @Test
  void decrements_that_may_be_known_already_lower_the_bound_and_those_that_must_be_known_cap_it() {
    sides.side(0, 20_000, "n0 n1");
    add("n0", 10, 1_000);
    add("n0", -4, 2_000);
    history.bad("n0", "add", "-1", 2_000, Outcome.INFO, 7_000);
    history.bad("n0", "add", "-50", 2_000, Outcome.FAIL, 2_001);
    add("n1", 2, 5_500);
    add("n1", -3, 7_900);
    assertThat(isFresh("n1", 6, 6_000)).isTrue();
    assertThat(isFresh("n1", 5, 6_000)).isTrue();
    assertThat(isFresh("n1", 8, 6_000)).isTrue();
    assertThat(isFresh("n1", 4, 6_000)).isFalse();
    assertThat(isFresh("n1", 10, 6_000)).isFalse();
    assertThat(isFresh("n1", 2, 8_000)).isTrue();
  }
}
