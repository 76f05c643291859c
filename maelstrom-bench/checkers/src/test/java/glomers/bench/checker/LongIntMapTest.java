package glomers.bench.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LongIntMapTest {

  @Test
  void it_agrees_with_an_ordinary_map() {
    Random random = new Random(1);
    Map<Long, Integer> expected = new TreeMap<>();
    LongIntMap map = new LongIntMap();
    for (int i = 0; i < 10_000; i++) {
      // Neighbouring keys, keys that share their low bits, and keys anywhere.
      long key =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(2000) - 1000;
            case 1 -> (long) random.nextInt(1000) << 40;
            default -> random.nextLong();
          };
      Integer had = expected.putIfAbsent(key, i);
      assertThat(map.putIfAbsent(key, i)).isEqualTo(had == null ? LongIntMap.ABSENT : had);
    }
    expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    assertThat(map.size()).isEqualTo(expected.size());
    assertThat(map.get(123_456_789L)).isEqualTo(LongIntMap.ABSENT);
    assertThat(map.sortedKeys())
        .containsExactly(expected.keySet().stream().mapToLong(key -> key).toArray());
  }

  @Test
  void it_refuses_negative_values() {
    assertThatThrownBy(() -> new LongIntMap().putIfAbsent(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
