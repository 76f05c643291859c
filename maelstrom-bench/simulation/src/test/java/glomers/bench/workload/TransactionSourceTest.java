package glomers.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionSourceTest {

  @Test
  void each_key_of_the_pool_is_twice_as_likely_as_the_one_before() {
    var random = new SplittableRandom(1);
    var source = new TransactionSource(4, 1, Integer.MAX_VALUE);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      counts.merge(source.next(random).getFirst().key(), 1, Integer::sum);
    }
    for (int key = 0; key < 4; key++) {
      assertThat(counts.get((long) key) / 60_000.0).isCloseTo(Math.pow(2, key) / 15, within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1023, 1024, 5_000})
  void the_last_key_of_a_pool_of_any_size_is_half_of_all(int keyCount) {
    var random = new SplittableRandom(1);
    var source = new TransactionSource(keyCount, 1, Integer.MAX_VALUE);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      counts.merge(source.next(random).getFirst().key(), 1, Integer::sum);
    }
    assertThat(counts.get(keyCount - 1L) / 20_000.0).isCloseTo(0.5, within(0.02));
    assertThat(counts.get(keyCount - 2L) / 20_000.0).isCloseTo(0.25, within(0.02));
  }

  @Test
  void values_are_unique_for_a_key_and_a_key_is_written_so_often_at_most() {
    var random = new SplittableRandom(1);
    var source = new TransactionSource(10, 4, 16);
    Set<String> written = new HashSet<>();
    Set<Long> keys = new HashSet<>();
    Set<Integer> lengths = new HashSet<>();
    int reads = 0;
    int writes = 0;
    for (int i = 0; i < 5_000; i++) {
      List<TransactionSource.Access> accesses = source.next(random);
      lengths.add(accesses.size());
      for (TransactionSource.Access access : accesses) {
        keys.add(access.key());
        if (access.isWrite()) {
          writes++;
          assertThat(access.value()).isBetween(1L, 16L);
          assertThat(written.add(access.key() + "=" + access.value())).isTrue();
        } else {
          reads++;
        }
      }
    }
    assertThat(lengths).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat((double) writes / (reads + writes)).isCloseTo(0.5, within(0.03));
    assertThat(keys).hasSizeGreaterThan(writes / 16);
  }
}
