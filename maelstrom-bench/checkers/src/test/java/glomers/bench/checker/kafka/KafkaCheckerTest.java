package glomers.bench.checker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One small history for each anomaly, and for what looks like one but is none. */
class KafkaCheckerTest {

  @Test
  void a_log_read_forwards_and_to_its_end_is_valid() {
    Verdict verdict =
        check(
            """
            0-1  p1 send k a -> 0
            1-2  p2 send k b -> 3
            2-3  p2 assign k -> k@0
            3-4  p2 poll k@0 -> k:0=a,3=b
            4-9  p1 send k c info
            5-6  p3 send l a -> 0
            6-7  p2 assign k l -> k@4 l@0
            7-8  p2 poll k@4 l@0 -> k:4=c l:0=a
            20-20 p2 crash info
            21-22 p4 final rewind k l -> k@0 l@0
            22-23 p4 final poll k@0 l@0 -> k:0=a,3=b,4=c l:0=a
            """);

    assertThat(verdict.anomalies()).isEmpty();
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures())
        .containsEntry("key-count", 2L)
        .containsEntry("acknowledged-count", 3L)
        .containsEntry("indeterminate-count", 1L)
        .containsEntry("polled-count", 8L)
        .containsEntry("highest-offset", 4L)
        .containsEntry("unseen-count", 0L);
  }

  @Test
  void a_message_that_no_poll_returns_though_a_later_one_was_polled_is_lost() {
    assertShows(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p2 assign k -> k@1
        3-4  p2 poll k@1 -> k:1=b
        """,
        "lost-write",
        "Key \"k\": message \"a\" was acknowledged at offset 0 and offset 1 was polled, but no poll"
            + " ever returned the message.",
        0,
        3);
  }

  @Test
  void an_acknowledged_message_that_the_final_phase_never_reaches_is_unseen() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        3-4  p2 final poll k@0 -> k:0=a
        """,
        "unseen",
        "Key \"k\": message \"b\" was acknowledged at offset 1, but no poll ever got that far, not"
            + " even in the final phase.",
        1);
  }

  @Test
  void without_a_final_phase_an_unseen_message_is_only_a_figure() {
    Verdict verdict =
        check(
            """
            0-1  p1 send k a -> 0
            1-2  p1 send k b -> 1
            3-4  p2 poll k@0 -> k:0=a
            """);

    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures()).containsEntry("unseen-count", 1L);
  }

  @Test
  void two_messages_at_one_offset_are_inconsistent_offsets() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        0-1  p2 send k b -> 0
        """,
        "inconsistent-offsets",
        "Key \"k\": offset 0 holds different messages: \"a\" (acknowledged) and \"b\""
            + " (acknowledged).",
        0,
        1);
  }

  @Test
  void polls_that_disagree_about_an_offset_are_inconsistent_offsets() {
    assertShowsOnly(
        """
        0-9  p1 send k a info
        0-9  p2 send k b info
        2-3  p3 poll k@0 -> k:0=a
        3-4  p4 poll k@0 -> k:0=b
        """,
        "inconsistent-offsets",
        "Key \"k\": offset 0 holds different messages: \"a\" (polled) and \"b\" (polled).",
        2,
        3);
  }

  @Test
  void one_message_at_two_offsets_is_a_duplicate() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        2-3  p2 poll k@0 -> k:0=a,1=a
        """,
        "duplicate",
        "Key \"k\": message \"a\" stands at different offsets: 0 (acknowledged) and 1 (polled).",
        0,
        1);
  }

  @Test
  void a_poll_that_goes_backwards_is_internally_nonmonotonic() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p2 poll k@1 -> k:1=b,0=a
        """,
        "int-nonmonotonic-poll",
        "Key \"k\": one poll returned offset 1 and then offset 0.",
        2);
  }

  @Test
  void a_poll_that_leaves_out_a_message_skips_internally() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p1 send k c -> 2
        3-4  p2 poll k@0 -> k:0=a,1=b,2=c
        3-5  p3 poll k@0 -> k:0=a,2=c
        """,
        "int-poll-skip",
        "Key \"k\": one poll returned offset 0 and next offset 2, skipping message \"b\" at offset"
            + " 1.",
        1,
        4,
        3);
  }

  @Test
  void a_client_whose_next_poll_returns_what_it_has_read_already_is_nonmonotonic() {
    assertShows(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p2 poll k@0 -> k:0=a,1=b
        3-4  p2 poll k@2 -> k:1=b
        """,
        "nonmonotonic-poll",
        "Key \"k\": client 2 had read up to offset 1 when its next poll began at 1.",
        2,
        3);
  }

  @Test
  void a_poll_that_begins_before_what_it_asked_for_is_nonmonotonic() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p2 assign k -> k@1
        3-4  p2 poll k@1 -> k:0=a,1=b
        """,
        "nonmonotonic-poll",
        "Key \"k\": a poll that asked from offset 1 on got offset 0.",
        3);
  }

  @Test
  void a_client_whose_next_poll_begins_too_far_on_skips() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p1 send k c -> 2
        2-3  p1 send k d -> 3
        3-4  p2 poll k@0 -> k:0=a
        3-9  p3 poll k@0 -> k:0=a,1=b,2=c,3=d
        4-5  p2 poll k@1 -> k:3=d
        """,
        "poll-skip",
        "Key \"k\": client 2 had read up to offset 0 when its next poll began at 3, skipping"
            + " message \"b\" at offset 1 and 1 more.",
        1,
        4,
        6,
        5);
  }

  @Test
  void a_first_poll_that_begins_beyond_its_position_skips() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        3-4  p2 poll k@0 -> k:0=a,1=b
        3-9  p3 poll k@0 -> k:1=b
        """,
        "poll-skip",
        "Key \"k\": a poll that asked from offset 0 on began at 1, skipping message \"a\" at offset"
            + " 0.",
        0,
        3,
        2);
  }

  @Test
  void a_newly_assigned_position_excuses_going_back_and_ahead() {
    assertValid(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p1 send k c -> 2
        3-4  p2 poll k@0 -> k:0=a
        3-4  p3 poll k@0 -> k:0=a,1=b
        4-5  p2 assign k -> k@2
        5-6  p2 poll k@2 -> k:2=c
        6-7  p2 rewind k -> k@0
        7-8  p2 poll k@0 -> k:0=a
        """);
  }

  @Test
  void an_assign_that_keeps_a_key_at_its_position_excuses_nothing() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p1 send k c -> 2
        3-9  p3 poll k@0 -> k:0=a,1=b,2=c
        3-4  p2 poll k@0 -> k:0=a
        4-5  p2 assign k l -> k@1 l@0
        5-6  p2 poll k@1 l@0 -> k:2=c
        """,
        "poll-skip",
        "Key \"k\": client 2 had read up to offset 0 when its next poll began at 2, skipping"
            + " message \"b\" at offset 1.",
        1,
        4,
        6,
        3);
  }

  @Test
  void a_client_whose_later_send_stands_before_its_earlier_one_is_nonmonotonic() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 5
        1-2  p1 send k b -> 4
        """,
        "nonmonotonic-send",
        "Key \"k\": client 1 sent message \"a\", which got offset 5, and then message \"b\", which"
            + " got offset 4.",
        0,
        1);
  }

  @Test
  void an_indeterminate_send_that_a_poll_shows_counts_in_the_order_of_sends() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 5
        1-2  p1 send k b info
        3-4  p2 poll k@0 -> k:4=b,5=a
        """,
        "nonmonotonic-send",
        "Key \"k\": client 1 sent message \"a\", which got offset 5, and then message \"b\", which"
            + " got offset 4.",
        0,
        1);
  }

  @Test
  void sends_of_others_in_between_are_counted_and_allowed() {
    Verdict verdict =
        check(
            """
            0-1  p1 send k a -> 0
            1-2  p2 send k b -> 1
            2-3  p1 send k c -> 2
            """);

    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures()).containsEntry("send-skip-count", 1L);
  }

  @Test
  void a_polled_message_whose_send_failed_is_an_aborted_read() {
    assertShowsOnly(
        """
        0-1  p1 send k a fail
        2-3  p2 poll k@0 -> k:0=a
        """,
        "G1a",
        "Key \"k\": the send of message \"a\" failed, yet a poll returned it at offset 0.",
        0,
        1);
  }

  @Test
  void a_message_polled_before_its_send_began_is_circular_information_flow() {
    assertShowsOnly(
        """
        0-1  p2 poll k@0 -> k:0=a
        2-3  p1 send k a -> 0
        """,
        "G1c-realtime",
        "Key \"k\": a poll that returned message \"a\" at offset 0 was over before the message's"
            + " send began.",
        0,
        1);
  }

  @Test
  void a_polled_message_that_nobody_sent_is_a_phantom() {
    assertShowsOnly(
        """
        0-1  p1 send l a -> 0
        2-3  p2 poll k@0 -> k:0=a
        """,
        "phantom",
        "Key \"k\": a poll returned message \"a\" at offset 0, which nobody ever sent.",
        1);
  }

  @Test
  void a_message_first_polled_below_what_was_passed_before_appears_late() {
    assertShows(
        """
        0-1  p1 send k a -> 0
        1-9  p3 send k b -> 1
        1-2  p1 send k c -> 2
        3-4  p2 poll k@0 -> k:0=a,2=c
        5-6  p4 poll k@0 -> k:0=a,1=b,2=c
        """,
        "late-appearance",
        "Key \"k\": a poll had passed from offset 0 to 2 without offset 1 when a later poll showed"
            + " message \"b\" there.",
        3,
        1,
        4);
  }

  @Test
  void a_send_that_begins_after_its_offset_was_passed_appears_late() {
    assertShows(
        """
        0-1  p1 send k c -> 2
        3-4  p2 poll k@0 -> k:2=c
        5-6  p3 send k b -> 1
        """,
        "late-appearance",
        "Key \"k\": a poll had passed from offset 0 to 2 without offset 1 when a later send showed"
            + " message \"b\" there.",
        1,
        2);
  }

  @Test
  void a_message_below_the_position_that_a_poll_asked_from_does_not_appear_late() {
    assertValid(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p1 send k c -> 2
        3-4  p3 poll k@0 -> k:0=a,1=b
        4-5  p2 assign k -> k@2
        5-6  p2 poll k@2 -> k:2=c
        7-8  p4 poll k@0 -> k:0=a,1=b,2=c
        """);
  }

  @Test
  void a_message_that_was_polled_once_and_is_missing_in_the_end_has_vanished() {
    assertShows(
        """
        0-1  p1 send k a -> 0
        1-2  p1 send k b -> 1
        2-3  p2 poll k@0 -> k:0=a,1=b
        3-4  p5 final poll k@0 -> k:1=b
        """,
        "vanished-write",
        "Key \"k\": message \"a\" had been polled at offset 0, but in the final phase those who"
            + " read past that offset did not find it.",
        0,
        2,
        3);
  }

  @Test
  void a_committed_offset_beyond_all_that_was_polled_or_sent_is_a_phantom() {
    assertShowsOnly(
        """
        0-1  p1 send k a -> 0
        1-2  p1 poll k@0 -> k:0=a
        2-3  p2 assign k -> k@5
        """,
        "phantom-commit",
        "Key \"k\": client 2 was assigned to start at offset 5, but nobody had polled or sent"
            + " anything above offset 0 by then.",
        2);
  }

  @Test
  void a_poll_without_a_reply_may_have_committed_what_an_indeterminate_send_stored() {
    assertValid(
        """
        0-1  p1 send k a info
        1-2  p2 poll k@0 info
        2-3  p3 assign k -> k@5
        """);
  }

  @Test
  void a_poll_that_misses_the_newest_messages_only_lags() {
    Verdict verdict =
        check(
            """
            0-1  p1 send k a -> 0
            1-2  p1 send k b -> 1
            5-6  p2 poll k@0 -> k:0=a
            9-10 p2 poll k@1 ->
            """);

    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.figures())
        .containsEntry("realtime-lag-millis", java.util.Map.of("0.5", 3.0, "1", 7.0));
  }

  @Test
  void the_figures_count_all_findings_but_the_verdict_lists_the_earliest_eight() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append("%d-%d p1 send k m%d fail\n".formatted(i, i, i));
    }
    for (int i = 19; i >= 0; i--) {
      text.append("%d-%d p%d poll k@%d -> k:%d=m%d\n".formatted(50 - i, 50 - i, 100 + i, i, i, i));
    }

    Verdict verdict = check(text.toString());

    assertThat(verdict.anomalyCounts()).isEqualTo(Map.of("G1a", 20L));
    assertThat(verdict.anomalies())
        .extracting(anomaly -> anomaly.operations().getLast().index())
        .containsExactly(20, 21, 22, 23, 24, 25, 26, 27);
  }

  @Test
  void a_history_that_sends_a_message_twice_cannot_be_judged() {
    assertThatThrownBy(() ->
            check(
                """
                0-1  p1 send k a -> 0
                1-2  p1 send k a -> 1
                """))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sent twice");
  }

  private static Verdict check(String history) {
    return new KafkaChecker().check(HistoryText.parse(history));
  }

  private static void assertValid(String history) {
    Verdict verdict = check(history);
    assertThat(verdict.anomalies()).isEmpty();
    assertThat(verdict.isValid()).isTrue();
  }

  private static void assertShowsOnly(
      String history, String type, String description, Integer... operations) {
    assertThat(check(history).anomalies()).extracting(Anomaly::type).containsExactly(type);
    assertShows(history, type, description, operations);
  }

  private static void assertShows(
      String history, String type, String description, Integer... operations) {
    Verdict verdict = check(history);
    List<Anomaly> ofType =
        verdict.anomalies().stream().filter(anomaly -> anomaly.type().equals(type)).toList();
    assertThat(verdict.isValid()).isFalse();
    assertThat(ofType).as("%s among %s", type, verdict.anomalies()).hasSize(1);
    assertThat(ofType.getFirst().description())
        .startsWith(description + " (operation ")
        .endsWith(" s)");
    assertThat(ofType.getFirst().operations())
        .extracting(Operation::index)
        .containsExactly(operations);
  }
}
