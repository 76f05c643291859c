package glomers.core.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GCounterTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void the_value_is_the_sum_of_the_slots() {
    assertThat(GCounter.ZERO.value()).isZero();
    assertThat(counter("a", 3, "b", 4).value()).isEqualTo(7);
  }

  @Test
  void merging_takes_the_larger_number_of_each_slot() {
    assertThat(counter("a", 3, "b", 1).merge(counter("b", 2, "c", 5)))
        .isEqualTo(counter("a", 3, "b", 2, "c", 5));
  }

  @Test
  void what_is_newer_is_what_the_other_lacks() {
    assertThat(counter("a", 3, "b", 2, "c", 5).newerThan(counter("a", 3, "b", 1, "d", 9)))
        .isEqualTo(counter("b", 2, "c", 5));
  }

  @Test
  void states_that_each_saw_an_add_the_other_missed_are_not_in_order() {
    GCounter left = counter("a", 2, "b", 1);
    GCounter right = counter("a", 1, "b", 2);
    assertThat(left.isAtMost(right)).isFalse();
    assertThat(right.isAtMost(left)).isFalse();
    assertThat(left.isAtMost(left.merge(right))).isTrue();
  }

  @Test
  void adding_nothing_leaves_the_state_as_it_was() {
    assertThat(GCounter.ZERO.plus("a", 0)).isEqualTo(GCounter.ZERO);
    assertThat(new GCounter(new TreeMap<>(Map.of("a", 0L))).isZero()).isTrue();
  }

  @Test
  void a_negative_delta_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> GCounter.ZERO.plus("a", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> counter("a", -1));
  }

  @Test
  void a_slot_or_a_sum_that_a_long_cannot_hold_is_an_error_and_never_wraps() {
    GCounter full = counter("a", Long.MAX_VALUE);
    assertThatThrownBy(() -> full.plus("a", 1)).isInstanceOf(ArithmeticException.class);
    GCounter fuller = full.plus("b", 1);
    assertThatThrownBy(fuller::value).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void no_one_can_change_a_state_from_outside() {
    SortedMap<String, Long> slots = new TreeMap<>(Map.of("a", 1L));
    GCounter counter = new GCounter(slots);
    slots.put("a", 2L);
    assertThat(counter.slot("a")).isEqualTo(1);
    assertThatThrownBy(() -> counter.slots().put("a", 2L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void in_json_it_is_a_number_per_slot() {
    GCounter counter = counter("b", 2, "a", Long.MAX_VALUE);
    String json = JSON.writeValueAsString(counter);
    assertThat(json).isEqualTo("{\"a\":9223372036854775807,\"b\":2}");
    assertThat(JSON.readValue(json, GCounter.class)).isEqualTo(counter);
  }

  private static GCounter counter(Object... slotsAndNumbers) {
    SortedMap<String, Long> slots = new TreeMap<>();
    for (int i = 0; i < slotsAndNumbers.length; i += 2) {
      slots.put((String) slotsAndNumbers[i], ((Number) slotsAndNumbers[i + 1]).longValue());
    }
    return new GCounter(slots);
  }
}
