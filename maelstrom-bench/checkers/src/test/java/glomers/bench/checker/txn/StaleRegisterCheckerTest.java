package glomers.bench.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.history.MemoryLoss;
import glomers.bench.history.Spell;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StaleRegisterCheckerTest {

  private static final Freshness WHOLE =
      new Freshness(List.of(side(0, 100_000, "n0", "n1", "n2")), List.of(), List.of(), 3e-6);

  private static Spell side(long from, long to, String... nodes) {
    return new Spell(new LinkedHashSet<>(List.of(nodes)), from, to);
  }

  /** Instants are nanoseconds here, and three thousand of them the bound. */
  private static Verdict verdict(Freshness freshness, String history) {
    return new StaleRegisterChecker(freshness).check(TextHistory.parse(history));
  }

  private static List<String> found(Freshness freshness, String history) {
    return verdict(freshness, history).anomalies().stream().map(Anomaly::description).toList();
  }

  private static List<String> found(String history) {
    return found(WHOLE, history);
  }

  @Test
  void a_version_older_than_one_that_was_acknowledged_long_ago_is_stale() {
    String writes =
        """
        a@n0 [1000..1001]: w x 1
        a@n0 [1002..1003]: w x 2
        """;
    assertThat(found(writes + "b@n1 [4002..4004]: r x 1")).isEmpty();
    assertThat(found(writes + "b@n1 [4003..4004]: r x 2")).isEmpty();
    assertThat(found(writes + "b@n1 [4003..4004]: r x 1"))
        .containsExactly(
            "the txn of n1 begun after 0.000 s reads key \"x\" as 1: 2 had been acknowledged there"
                + " (n0, 0.000 s), and was written by a client who had seen 1, though n0 n1 n2 have"
                + " been up and connected since 0.000 s");
  }

  @Test
  void no_value_is_older_than_any() {
    assertThat(found("a@n0 [1000..1001]: w x 1\nb@n1 [4000..4004]: r x null")).isEmpty();
    assertThat(found("a@n0 [1000..1001]: w x 1\nb@n1 [4001..4004]: r x null"))
        .singleElement()
        .asString()
        .contains("finds no value of key \"x\": 1 had been acknowledged there");
  }

  @Test
  void what_was_written_by_one_who_had_read_another_version_is_newer() {
    assertThat(
            found(
                """
                a@n0 [1000..1001]: w x 1
                b@n2 [1100..1101]: r x 1
                b@n2 [1200..1201]: w x 2
                c@n1 [5000..5001]: r x 1
                """))
        .hasSize(1);
    assertThat(
            found(
                """
                a@n0 [1000..1001]: w x 1
                b@n3 [1100..1101]: r x 1, w x 2
                c@n2 [1200..1201]: r x 2, w x 3
                d@n1 [5000..5001]: r x 1
                """))
        .singleElement()
        .asString()
        .contains("3 had been acknowledged", "seen 2 (after 1 came 2)");
  }

  @Test
  void of_two_who_did_not_know_of_each_other_either_may_be_the_last() {
    String writes =
        """
        a@n0 [1000..1001]: w x 1
        b@n1 [2000..2001]: w x 2
        """;
    assertThat(found(writes + "c@n2 [9000..9001]: r x 1\nd@n1 [9100..9101]: r x 1")).isEmpty();
    assertThat(found(writes + "c@n2 [9000..9001]: r x 2\nd@n1 [9100..9101]: r x 2")).isEmpty();
  }

  @Test
  void two_nodes_that_keep_different_versions_for_long_contradict_each_other() {
    assertThat(
            found(
                """
                a@n0 [1000..1001]: w x 1
                b@n1 [2000..2001]: w x 2
                c@n2 [9000..9001]: r x 1
                d@n1 [9100..9101]: r x 2
                """))
        .singleElement()
        .asString()
        .startsWith("one of these reads of key \"x\" is stale, whichever version is the newest:")
        .contains("n2 read 1 after", "n1 read 2 after");
  }

  @Test
  void a_version_that_is_not_acknowledged_yet_may_be_seen_here_and_not_there() {
    assertThat(
            found(
                """
                a@n0 [1000..1001]: w x 1
                b@n0 [4000..4001]: r x 1, w x 2
                c@n0 [5000..5001]: r x 2
                d@n1 [5000..5001]: r x 1
                e@n1 [1500..9000]: w x 3 => unknown
                f@n1 [9500..9501]: r x 3
                """))
        .isEmpty();
  }

  @Test
  void intermediate_versions_count_as_their_transactions_last() {
    assertThat(
            found(
                """
                a@n0 [1000..1001]: w x 1, w x 2
                b@n1 [5000..5001]: r x 1
                """))
        .isEmpty();
  }

  @Test
  void beyond_a_partition_and_before_its_end_is_long_ago_nothing_is_asked() {
    String history =
        """
        a@n0 [1000..1001]: w x 1
        a@n0 [1002..1003]: w x 2
        b@n1 [6000..6001]: r x 1
        """;
    assertThat(found(history)).hasSize(1);
    var cut =
        new Freshness(
            List.of(side(0, 9_000, "n0"), side(0, 9_000, "n1", "n2")), List.of(), List.of(), 3e-6);
    assertThat(found(cut, history)).isEmpty();
    var healed = new Freshness(List.of(side(3_001, 9_000, "n0", "n1")), List.of(), List.of(), 3e-6);
    assertThat(found(healed, history)).isEmpty();
    var earlier =
        new Freshness(List.of(side(3_000, 9_000, "n0", "n1")), List.of(), List.of(), 3e-6);
    assertThat(found(earlier, history)).hasSize(1);
  }

  @Test
  void whoever_was_killed_may_have_lost_versions_and_begins_a_new_session() {
    String history =
        """
        a@n0 [1000..1001]: w x 1
        a@n0 [1002..1003]: w x 2
        b@n1 [6000..6001]: r x 1
        """;
    var killed =
        new Freshness(
            List.of(side(2_000, 9_000, "n0", "n1")),
            List.of(),
            List.of(new MemoryLoss("n0", 1_500)),
            3e-6);
    assertThat(found(killed, history)).isEmpty();
    var between =
        new Freshness(
            List.of(side(1_001, 9_000, "n0", "n1")),
            List.of(),
            List.of(new MemoryLoss("n0", 1_001)),
            3e-6);
    assertThat(found(between, history)).isEmpty();
  }
}
