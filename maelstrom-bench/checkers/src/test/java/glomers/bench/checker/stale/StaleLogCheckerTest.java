package glomers.bench.checker.stale;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.kafka.HistoryText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StaleLogCheckerTest {

  private final Sides sides = new Sides();

  private Verdict verdict(String history) {
    return new StaleLogChecker(sides.within3Seconds().whereMajoritiesRemember())
        .check(HistoryText.parse(history));
  }

  private List<String> found(String history) {
    return verdict(history).anomalies().stream().map(Anomaly::description).toList();
  }

  @Test
  void a_poll_that_brings_nothing_is_stale_when_three_seconds_ago_there_was_something() {
    sides.side(0, 20_000, "n0 n1 n2").majority(0, 20_000, "n0 n1 n2");
    assertThat(
            found(
                """
                1000-1001 p1@n0 send k a -> 7
                4000-4002 p2@n1 poll k@7 ->
                4001-4002 p3@n1 poll k@8 ->
                4001-4002 p4@n1 poll k@0 l@0 -> k:3=z
                4001-4002 p5@n1 poll l@0 ->
                """))
        .isEmpty();
    assertThat(found("1000-1001 p1@n0 send k a -> 7\n4001-4002 p2@n1 poll k@7 l@0 ->"))
        .containsExactly(
            "the poll of n1 begun after 4.001 s brings nothing of key k from offset 7 on: message"
                + " \"a\" had been acknowledged there at offset 7 (n0, 1.001 s), though n0 n1 n2"
                + " have been up and connected since 0.000 s");
  }

  private static final String CALM =
      """
      900-901   p1@n0 send k a -> 6
      1000-1001 p2@n0 send calm b -> 7
      """;

  /** One second apart each brings a message of k that was sent right before. */
  private static String busyPolls(String client, int fromMillis, int count) {
    StringBuilder history = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int millis = fromMillis + 1_000 * i;
      history.append("%d-%d p1@n0 send k v%d -> %d\n".formatted(millis, millis + 1, i, 10 + i));
      history.append(
          "%d-%d %s@n1 poll k@%d calm@7 -> k:%d=v%d\n"
              .formatted(millis + 2, millis + 3, client, 10 + i, 10 + i, i));
    }
    return history.toString();
  }

  @Test
  void a_key_that_others_overtake_again_and_again_is_stale() {
    sides.side(0, 20_000, "n0 n1 n2").majority(0, 20_000, "n0 n1 n2");
    assertThat(found(CALM + busyPolls("p3", 5_000, 3))).as("for 2 seconds").isEmpty();
    assertThat(found(CALM + busyPolls("p3", 5_000, 4)))
        .singleElement()
        .asString()
        .contains("begun after 8.002 s brings nothing of key calm from offset 7 on");
    assertThat(found(CALM + busyPolls("p3", 5_000, 2) + busyPolls("p4", 7_000, 2)))
        .as("two clients")
        .isEmpty();
    assertThat(
            found(
                CALM
                    + busyPolls("p3", 5_000, 2)
                    + "6500-6501 p3@n1 poll k@8 calm@7 -> calm:7=b\n"
                    + busyPolls("p3", 7_000, 2)))
        .as("read meanwhile")
        .isEmpty();
  }

  @Test
  void a_key_that_waits_for_what_is_as_old_is_not_stale_however_few_polls_there_are() {
    sides.side(0, 60_000, "n0 n1 n2").majority(0, 60_000, "n0 n1 n2");
    StringBuilder history = new StringBuilder(CALM);
    for (int i = 0; i < 8; i++) {
      history.append("1000-1001 p%d@n0 send k v%d -> %d\n".formatted(10 + i, i, 10 + i));
    }
    for (int i = 0; i < 8; i++) {
      history.append(
          "%d-%d p3@n1 poll k@%d calm@7 -> k:%d=v%d\n"
              .formatted(5_000 + 5_000 * i, 5_001 + 5_000 * i, 10 + i, 10 + i, i));
    }
    assertThat(found(history.toString())).isEmpty();
  }

  @Test
  void a_key_that_each_of_the_others_overtakes_once_is_not_stale() {
    sides.side(0, 30_000, "n0 n1 n2").majority(0, 30_000, "n0 n1 n2");
    assertThat(
            found(
                CALM
                    + """
                    2000-2001 p4@n0 send l c -> 20
                    2002-2003 p4@n0 send m d -> 21
                    9000-9001 p3@n1 poll k@7 l@0 m@0 calm@7 -> l:20=c
                    15000-15001 p3@n1 poll k@7 l@21 m@0 calm@7 -> m:21=d
                    21000-21001 p3@n1 poll k@7 l@21 m@22 calm@7 -> calm:7=b
                    """))
        .isEmpty();
  }

  @Test
  void a_minority_and_a_majority_that_has_forgotten_owe_nobody_anything() {
    String history = "1000-1001 p1@n0 send k a -> 7\n9000-9001 p2@n1 poll k@7 ->";
    sides.side(0, 20_000, "n0 n1 n2");
    assertThat(found(history)).isEmpty();
    sides.majority(0, 5_000, "n0 n1").majority(7_000, 20_000, "n0 n1");
    assertThat(found(history)).isEmpty();
    sides.majority(6_000, 20_000, "n0 n1");
    assertThat(found(history)).hasSize(1);
  }

  @Test
  void whoever_is_assigned_a_key_starts_no_lower_than_was_committed_three_seconds_ago() {
    sides.side(0, 20_000, "n0 n1 n2").majority(0, 20_000, "n0 n1 n2");
    String committed = "1000-1001 p1@n0 poll k@0 -> k:4=a,5=b\n";
    assertThat(found(committed + "4000-4002 p2@n1 assign k -> k@0")).isEmpty();
    assertThat(found(committed + "4001-4002 p2@n1 assign k -> k@5")).isEmpty();
    assertThat(found(committed + "4001-4002 p2@n1 rewind k -> k@0")).isEmpty();
    assertThat(found(committed + "4001-4002 p2@n1 assign k -> k@4"))
        .containsExactly(
            "the assign of n1 begun after 4.001 s starts key k at offset 4 where 5 had been"
                + " committed (n0, 1.001 s), though n0 n1 n2 have been up and connected since"
                + " 0.000 s");
  }

  @Test
  void a_position_of_ones_own_says_nothing_about_commits() {
    sides.side(0, 20_000, "n0 n1 n2").majority(0, 20_000, "n0 n1 n2");
    assertThat(
            found(
                """
                500-501   p2@n1 assign k -> k@2
                1000-1001 p1@n0 poll k@0 -> k:4=a,5=b
                4001-4002 p2@n1 assign k -> k@2
                """))
        .isEmpty();
  }

  @Test
  void a_later_commit_of_less_may_count_and_one_that_was_overtaken_may_not() {
    sides.side(0, 20_000, "n0 n1 n2").majority(0, 20_000, "n0 n1 n2");
    String five = "1000-1001 p1@n0 poll k@0 -> k:4=a,5=b\n";
    String less = "3000-3001 p3@n2 poll k@0 -> k:2=c\n";
    assertThat(found(five + less + "4001-4002 p2@n1 assign k -> k@2")).isEmpty();
    assertThat(found(five + less + "4001-4002 p2@n1 assign k -> k@1")).hasSize(1);
    assertThat(
            found("500-501 p3@n2 poll k@0 -> k:2=c\n" + five + "4001-4002 p2@n1 assign k -> k@2"))
        .hasSize(1);
    assertThat(found("500-700 p3@n2 poll k@1 info\n" + five + "4001-4002 p2@n1 assign k -> k@1"))
        .isEmpty();
    assertThat(found("500-700 p3@n2 poll k@1 info\n" + five + "4001-4002 p2@n1 assign k -> k@0"))
        .hasSize(1);
  }
}
