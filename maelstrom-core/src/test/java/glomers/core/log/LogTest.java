package glomers.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

class LogTest {

  private final Log log = new Log();

  private long append(long epoch, String key, int message) {
    return log.append(LogEntry.of(epoch, new Append("c1", message, key, IntNode.valueOf(message))));
  }

  @Test
  void keys_share_one_sequence_of_offsets_so_each_has_its_own_sparse_ones() {
    assertThat(log.append(LogEntry.epochStart(1))).isZero();
    assertThat(append(1, "a", 10)).isEqualTo(1);
    assertThat(append(1, "b", 11)).isEqualTo(2);
    assertThat(append(1, "a", 12)).isEqualTo(3);
    assertThat(log.offsets("a", 0, log.end(), 10)).containsExactly(1L, 3L);
    assertThat(log.offsets("b", 0, log.end(), 10)).containsExactly(2L);
    assertThat(log.offsets("c", 0, log.end(), 10)).isEmpty();
  }

  @Test
  void a_range_of_offsets_starts_where_asked_ends_below_the_bound_and_is_limited() {
    for (int i = 0; i < 6; i++) {
      append(1, i % 2 == 0 ? "even" : "odd", i);
    }
    assertThat(log.offsets("even", 1, 6, 10)).containsExactly(2L, 4L);
    assertThat(log.offsets("even", 0, 4, 10)).containsExactly(0L, 2L);
    assertThat(log.offsets("even", 0, 6, 2)).containsExactly(0L, 2L);
    assertThat(log.offsets("even", 2, 6, Integer.MAX_VALUE)).containsExactly(2L, 4L);
    assertThat(log.offsets("even", 5, 2, 10)).isEmpty();
    assertThat(log.offsets("even", -3, 1, 10)).containsExactly(0L);
    assertThat(log.offsets("even", Long.MAX_VALUE, 6, 10)).isEmpty();
  }

  @Test
  void several_keys_are_read_in_the_order_of_the_log() {
    for (String key : List.of("a", "b", "a", "c", "b", "a")) {
      append(1, key, 0);
    }
    assertThat(log.offsets(Map.of("a", 1L, "b", 0L), 5, 10)).containsExactly(1L, 2L, 4L);
    assertThat(log.offsets(Map.of("a", 0L, "b", 0L, "d", 0L), 6, 3)).containsExactly(0L, 1L, 2L);
    assertThat(log.offsets(Map.of("c", 4L), 6, 10)).isEmpty();
    assertThat(log.offsets(Map.of(), 6, 10)).isEmpty();
  }

  @Test
  void the_high_water_mark_never_goes_back_nor_past_the_end() {
    append(1, "a", 1);
    append(1, "a", 2);
    log.advanceHighWaterMark(1);
    assertThat(log.highWaterMark()).isEqualTo(1);
    assertThatThrownBy(() -> log.advanceHighWaterMark(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> log.advanceHighWaterMark(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_is_cut_off_leaves_no_trace() {
    append(1, "a", 1);
    append(1, "a", 2);
    append(1, "b", 3);
    log.advanceHighWaterMark(1);
    log.truncate(1);
    assertThat(log.end()).isEqualTo(1);
    assertThat(log.offsets("a", 0, 10, 10)).containsExactly(0L);
    assertThat(log.offsets("b", 0, 10, 10)).isEmpty();
    assertThat(log.find(new Append.Id("c1", 2))).isEmpty();
    assertThat(append(2, "a", 2)).isEqualTo(1);
    assertThat(log.find(new Append.Id("c1", 2))).hasValue(1);
  }

  @Test
  void nothing_below_the_high_water_mark_can_be_cut_off() {
    append(1, "a", 1);
    log.advanceHighWaterMark(1);
    assertThatThrownBy(() -> log.truncate(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("high-water mark 1");
  }

  @Test
  void epochs_never_go_back_along_the_log() {
    append(2, "a", 1);
    assertThatThrownBy(() -> append(1, "a", 2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_append_is_found_by_its_id() {
    append(1, "a", 7);
    assertThat(log.find(new Append.Id("c1", 7))).hasValue(0);
    assertThat(log.find(new Append.Id("c1", 8))).isEmpty();
    assertThat(log.find(new Append.Id("c2", 7))).isEmpty();
  }

  @Test
  void a_slice_ends_where_a_message_is_full_but_holds_one_entry_at_least() {
    for (int i = 0; i < 10; i++) {
      append(1, "a", i);
    }
    long bytesOfOne = log.entry(0).wireBytes();
    assertThat(log.slice(2, 100, Long.MAX_VALUE)).hasSize(8);
    assertThat(log.slice(2, 5, Long.MAX_VALUE)).hasSize(5);
    assertThat(log.slice(2, 100, 3 * bytesOfOne)).hasSize(3);
    assertThat(log.slice(2, 100, 3 * bytesOfOne + 1)).hasSize(4);
    assertThat(log.slice(2, 100, 1)).containsExactly(log.entry(2));
    assertThat(log.slice(10, 100, 1)).isEmpty();
  }

  @Test
  void a_position_says_what_came_before_it() {
    append(1, "a", 1);
    append(3, "a", 2);
    assertThat(log.positionAt(0)).isEqualTo(Position.START);
    assertThat(log.positionAt(1)).isEqualTo(new Position(1, 1));
    assertThat(log.endPosition()).isEqualTo(new Position(3, 2));
    assertThat(log.has(new Position(3, 2))).isTrue();
    assertThat(log.has(new Position(2, 2))).isFalse();
    assertThat(log.has(new Position(3, 3))).isFalse();
  }

  @Test
  void a_later_epoch_is_more_up_to_date_than_a_longer_log() {
    assertThat(new Position(2, 3)).isGreaterThan(new Position(1, 9));
    assertThat(new Position(2, 5)).isGreaterThan(new Position(2, 3));
  }
}
