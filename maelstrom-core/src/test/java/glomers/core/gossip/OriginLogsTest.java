package glomers.core.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.gossip.OriginLogs.News;
import glomers.core.gossip.OriginLogs.Place;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OriginLogsTest {

  private final OriginLogs<String> a = new OriginLogs<>(entry -> 1);
  private final OriginLogs<String> b = new OriginLogs<>(entry -> 1);

  private static VersionVector vector(Map<String, Long> counts) {
    return new VersionVector(counts);
  }

  @Test
  void what_a_peer_lacks_is_a_subtraction() {
    a.append("a", "x");
    a.append("a", "y");
    a.accept(new Segment<>("b", 0, List.of("z")));

    assertThat(a.missingFrom(vector(Map.of("a", 1L)), 10))
        .containsExactly(new Segment<>("a", 1, List.of("y")), new Segment<>("b", 0, List.of("z")));
    assertThat(a.missingFrom(a.known(), 10)).isEmpty();
  }

  @Test
  void a_segment_is_taken_as_far_as_it_is_new() {
    a.accept(new Segment<>("b", 0, List.of("x", "y")));

    assertThat(a.accept(new Segment<>("b", 1, List.of("y", "z")))).containsExactly("z");
    assertThat(a.accept(new Segment<>("b", 1, List.of("y", "z")))).isEmpty();
    assertThat(a.known()).isEqualTo(vector(Map.of("b", 3L)));
  }

  @Test
  void a_segment_after_a_gap_is_not_taken() {
    assertThat(a.accept(new Segment<>("b", 1, List.of("y")))).isEmpty();
    assertThat(a.known().get("b")).isZero();
  }

  @Test
  void no_more_entries_are_returned_than_asked_for() {
    a.append("a", "x");
    a.append("a", "y");

    assertThat(a.missingFrom(new VersionVector(), 1))
        .containsExactly(new Segment<>("a", 0, List.of("x")));
  }

  @Test
  void a_message_ends_where_its_bound_is_reached_and_an_entry_that_is_larger_goes_alone() {
    OriginLogs<String> logs = new OriginLogs<>(String::length);
    logs.append("a", "12345");
    logs.append("a", "1234567890");
    logs.append("b", "123");

    assertThat(logs.missingFrom(new VersionVector(), 5))
        .containsExactly(new Segment<>("a", 0, List.of("12345")));
    assertThat(logs.missingFrom(vector(Map.of("a", 1L)), 5))
        .containsExactly(new Segment<>("a", 1, List.of("1234567890")));
    assertThat(logs.missingFrom(vector(Map.of("a", 1L)), 11))
        .containsExactly(
            new Segment<>("a", 1, List.of("1234567890")), new Segment<>("b", 0, List.of("123")));
  }

  @Test
  void what_came_since_a_version_is_told_without_looking_at_other_logs() {
    a.append("a", "x");
    a.accept(new Segment<>("b", 0, List.of("y")));
    int version = a.version();
    a.append("a", "z");
    a.accept(new Segment<>("b", 1, List.of("u", "v")));
    a.append("a", "w");

    assertThat(version).isEqualTo(2);
    assertThat(a.newsSince(version, place -> false, 10))
        .isEqualTo(
            new News<>(
                List.of(
                    new Segment<>("a", 1, List.of("z", "w")),
                    new Segment<>("b", 1, List.of("u", "v"))),
                6));
    assertThat(a.newsSince(a.version(), place -> false, 10)).isEqualTo(new News<>(List.of(), 6));
  }

  @Test
  void what_is_known_to_be_there_is_no_news() {
    a.append("a", "x");
    a.accept(new Segment<>("b", 0, List.of("y", "z")));

    assertThat(a.newsSince(0, new Place("b", 0)::equals, 10))
        .isEqualTo(
            new News<>(
                List.of(new Segment<>("a", 0, List.of("x")), new Segment<>("b", 1, List.of("z"))),
                3));
  }

  @Test
  void news_that_fill_a_message_go_as_far_as_they_say() {
    a.append("a", "x");
    a.accept(new Segment<>("b", 0, List.of("y", "z")));

    News<String> first = a.newsSince(0, place -> false, 2);
    assertThat(first)
        .isEqualTo(
            new News<>(
                List.of(new Segment<>("a", 0, List.of("x")), new Segment<>("b", 0, List.of("y"))),
                2));
    assertThat(a.newsSince(first.version(), place -> false, 2))
        .isEqualTo(new News<>(List.of(new Segment<>("b", 1, List.of("z"))), 3));
  }

  @Test
  void the_meet_of_two_vectors_is_what_both_know() {
    assertThat(vector(Map.of("a", 2L, "b", 1L)).meet(vector(Map.of("a", 1L, "c", 3L))))
        .isEqualTo(vector(Map.of("a", 1L)));
  }

  @Test
  void replicas_that_exchange_whatever_subset_of_segments_agree_once_all_were_exchanged() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      if (random.nextBoolean()) {
        a.append("a", "a" + round);
      } else {
        b.append("b", "b" + round);
      }
      for (Segment<String> segment : a.missingFrom(b.known(), random.nextInt(5))) {
        if (random.nextBoolean()) {
          b.accept(segment);
          b.accept(segment);
        }
      }
    }
    a.missingFrom(b.known(), 1000).forEach(b::accept);
    b.missingFrom(a.known(), 1000).forEach(a::accept);

    assertThat(a.known()).isEqualTo(b.known());
    assertThat(a.missingFrom(new VersionVector(), 1000))
        .isEqualTo(b.missingFrom(new VersionVector(), 1000));
  }

  @Test
  void a_vector_covers_another_if_it_knows_no_less_of_any_log() {
    assertThat(vector(Map.of("a", 2L, "b", 1L)).covers(vector(Map.of("a", 2L)))).isTrue();
    assertThat(vector(Map.of("a", 2L)).covers(vector(Map.of("b", 1L)))).isFalse();
    assertThat(vector(Map.of()).covers(vector(Map.of("a", 0L)))).isTrue();
  }
}
