package glomers.core.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void what_everyone_has_can_be_forgotten_and_is_still_known() {
    a.append("a", "x");
    a.append("a", "y");
    a.forget(vector(Map.of("a", 1L)));

    assertThat(a.known().get("a")).isEqualTo(2);
    assertThat(a.missingFrom(vector(Map.of("a", 1L)), 10))
        .containsExactly(new Segment<>("a", 1, List.of("y")));
    assertThatThrownBy(() -> a.missingFrom(new VersionVector(), 10))
        .hasMessageContaining("forgotten");
  }

  @Test
  void an_entry_is_found_by_its_place_as_long_as_it_is_kept() {
    a.append("a", "x");
    a.append("a", "y");
    a.forget(vector(Map.of("a", 1L)));

    assertThat(a.entry("a", 1)).isEqualTo("y");
    assertThatThrownBy(() -> a.entry("a", 0)).hasMessageContaining("not here");
    assertThatThrownBy(() -> a.entry("a", 2)).hasMessageContaining("not here");
    assertThatThrownBy(() -> a.entry("b", 0)).hasMessageContaining("not here");
  }

  @Test
  void a_replica_that_forgot_what_another_lacks_says_so() {
    a.append("a", "x");
    a.append("a", "y");
    assertThat(a.canSupply(new VersionVector())).isTrue();

    a.forget(vector(Map.of("a", 1L)));

    assertThat(a.canSupply(new VersionVector())).isFalse();
    assertThat(a.canSupply(vector(Map.of("a", 1L)))).isTrue();
  }

  @Test
  void a_replica_that_skips_entries_goes_on_after_them() {
    a.accept(new Segment<>("b", 0, List.of("x")));
    a.skipTo(vector(Map.of("b", 3L, "c", 2L)));

    assertThat(a.known()).isEqualTo(vector(Map.of("b", 3L, "c", 2L)));
    assertThat(a.canSupply(vector(Map.of("b", 1L)))).isFalse();
    assertThat(a.accept(new Segment<>("b", 1, List.of("y", "z", "new")))).containsExactly("new");
    assertThat(a.entry("b", 3)).isEqualTo("new");
  }

  @Test
  void skipping_to_what_is_known_forgets_nothing() {
    a.append("a", "x");
    a.append("a", "y");
    a.skipTo(vector(Map.of("a", 1L)));

    assertThat(a.canSupply(new VersionVector())).isTrue();
    assertThat(a.known().get("a")).isEqualTo(2);
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
