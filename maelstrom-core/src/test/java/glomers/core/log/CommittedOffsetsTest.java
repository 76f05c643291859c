package glomers.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CommittedOffsetsTest {

  @Test
  void an_offset_only_ever_goes_up() {
    CommittedOffsets offsets = new CommittedOffsets();
    offsets.merge(Map.of("a", 5L));
    offsets.merge(Map.of("a", 3L, "b", 1L));
    assertThat(offsets.of(List.of("a", "b", "c"))).isEqualTo(Map.of("a", 5L, "b", 1L));
  }

  @Test
  void merging_is_commutative_associative_and_idempotent() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      Map<String, Long> a = any(random);
      Map<String, Long> b = any(random);
      Map<String, Long> c = any(random);
      assertThat(merged(a, b)).isEqualTo(merged(b, a));
      assertThat(merged(merged(a, b), c)).isEqualTo(merged(a, merged(b, c)));
      assertThat(merged(a, a)).isEqualTo(a);
    }
  }

  @Test
  void changes_since_a_version_bring_a_replica_that_has_that_version_up_to_date() {
    SplittableRandom random = new SplittableRandom(2);
    CommittedOffsets source = new CommittedOffsets();
    CommittedOffsets copy = new CommittedOffsets();
    long copied = 0;
    for (int i = 0; i < 1_000; i++) {
      source.merge(any(random));
      if (random.nextInt(5) == 0) {
        copy.merge(source.changesSince(copied, Long.MAX_VALUE).offsets());
        copied = source.version();
        assertThat(all(copy)).isEqualTo(all(source));
        assertThat(source.changesSince(copied, Long.MAX_VALUE).offsets()).isEmpty();
      }
    }
  }

  @Test
  void changes_that_are_too_many_for_one_message_come_in_several_while_others_are_made() {
    SplittableRandom random = new SplittableRandom(3);
    CommittedOffsets source = new CommittedOffsets();
    CommittedOffsets copy = new CommittedOffsets();
    for (int i = 0; i < 1_000; i++) {
      source.merge(Map.of("key " + i, (long) i));
    }
    long maxBytes = 1_000;
    long copied = 0;
    int messages = 0;
    while (copied < source.version()) {
      var changes = source.changesSince(copied, maxBytes);
      assertThat(changes.wireBytes()).isBetween(1L, maxBytes + 50);
      assertThat(changes.version()).isGreaterThan(copied);
      copied = changes.version();
      copy.merge(changes.offsets());
      if (messages < 100) {
        source.merge(Map.of("key " + random.nextInt(1_000), 1_000L + messages));
      }
      messages++;
    }
    assertThat(messages).isGreaterThan(30);
    assertThat(all(copy)).isEqualTo(all(source));
  }

  @Test
  void a_commit_that_changes_nothing_is_not_news() {
    CommittedOffsets offsets = new CommittedOffsets();
    offsets.merge(Map.of("a", 5L));
    long before = offsets.version();
    offsets.merge(Map.of("a", 5L));
    offsets.merge(Map.of("a", 4L));
    assertThat(offsets.version()).isEqualTo(before);
  }

  private static Map<String, Long> any(SplittableRandom random) {
    Map<String, Long> offsets = new TreeMap<>();
    for (String key : List.of("a", "b", "c", "d")) {
      if (random.nextBoolean()) {
        offsets.put(key, random.nextLong(10));
      }
    }
    return offsets;
  }

  private static Map<String, Long> merged(Map<String, Long> a, Map<String, Long> b) {
    CommittedOffsets offsets = new CommittedOffsets();
    offsets.merge(a);
    offsets.merge(b);
    return all(offsets);
  }

  private static Map<String, Long> all(CommittedOffsets offsets) {
    return offsets.changesSince(0, Long.MAX_VALUE).offsets();
  }
}
