package glomers.core.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The G-Counter's laws on random states. The states are small, so that equal slots, missing slots
 * and equal states, where a law is most easily broken, come up all the time.
 */
class GCounterLawsTest {

  private static final int CASES = 2_000;
  private static final List<String> SLOTS = List.of("a", "b", "c", "d");

  @Test
  void merging_is_commutative() {
    forAll(random -> {
      GCounter a = state(random);
      GCounter b = state(random);
      assertThat(a.merge(b)).isEqualTo(b.merge(a));
    });
  }

  @Test
  void merging_is_associative() {
    forAll(random -> {
      GCounter a = state(random);
      GCounter b = state(random);
      GCounter c = state(random);
      assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    });
  }

  @Test
  void merging_is_idempotent_and_zero_is_neutral() {
    forAll(random -> {
      GCounter a = state(random);
      assertThat(a.merge(a)).isEqualTo(a);
      assertThat(a.merge(GCounter.ZERO)).isEqualTo(a);
    });
  }

  @Test
  void merging_gives_the_least_state_above_both() {
    forAll(random -> {
      GCounter a = state(random);
      GCounter b = state(random);
      GCounter merged = a.merge(b);
      assertThat(a.isAtMost(merged) && b.isAtMost(merged)).isTrue();
      GCounter above = state(random);
      if (a.isAtMost(above) && b.isAtMost(above)) {
        assertThat(merged.isAtMost(above)).isTrue();
      }
      assertThat(a.isAtMost(b)).isEqualTo(a.merge(b).equals(b));
    });
  }

  @Test
  void adding_is_monotone_and_raises_the_value_by_just_that() {
    forAll(random -> {
      GCounter before = state(random);
      long delta = random.nextLong(5);
      GCounter after = before.plus(slot(random), delta);
      assertThat(before.isAtMost(after)).isTrue();
      assertThat(after.value()).isEqualTo(before.value() + delta);
    });
  }

  @Test
  void merging_never_lowers_the_value() {
    forAll(random -> {
      GCounter a = state(random);
      GCounter b = state(random);
      assertThat(a.merge(b).value()).isGreaterThanOrEqualTo(Math.max(a.value(), b.value()));
    });
  }

  @Test
  void what_is_newer_is_just_enough_to_catch_up() {
    forAll(random -> {
      GCounter ahead = state(random);
      GCounter behind = state(random);
      GCounter delta = ahead.newerThan(behind);
      assertThat(behind.merge(delta)).isEqualTo(behind.merge(ahead));
      assertThat(delta.isZero()).isEqualTo(ahead.isAtMost(behind));
      for (String slot : delta.slots().keySet()) {
        assertThat(delta.slot(slot)).isGreaterThan(behind.slot(slot));
      }
    });
  }

  /**
   * Replicas add in their own slots and merge at random; each merge may be late, repeated or
   * missing.
   */
  @Test
  void no_increment_is_lost_whatever_is_merged_in_whatever_order() {
    forAll(random -> {
      GCounter[] replicas = new GCounter[SLOTS.size()];
      Arrays.fill(replicas, GCounter.ZERO);
      GCounter inFlight = GCounter.ZERO;
      long added = 0;
      for (int step = 0; step < 30; step++) {
        int i = random.nextInt(replicas.length);
        switch (random.nextInt(3)) {
          case 0 -> {
            long delta = random.nextLong(5);
            replicas[i] = replicas[i].plus(SLOTS.get(i), delta);
            added += delta;
          }
          case 1 -> inFlight = replicas[i];
          default -> replicas[i] = replicas[i].merge(inFlight);
        }
      }
      shuffle(replicas, random);
      GCounter all = Arrays.stream(replicas).reduce(GCounter.ZERO, GCounter::merge);
      assertThat(all.value()).isEqualTo(added);
    });
  }

  private static void shuffle(GCounter[] replicas, SplittableRandom random) {
    for (int i = replicas.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      GCounter moved = replicas[i];
      replicas[i] = replicas[j];
      replicas[j] = moved;
    }
  }

  private static String slot(SplittableRandom random) {
    return SLOTS.get(random.nextInt(SLOTS.size()));
  }

  private static GCounter state(SplittableRandom random) {
    var slots = new TreeMap<String, Long>();
    SLOTS.forEach(slot -> slots.put(slot, random.nextLong(4)));
    return new GCounter(slots);
  }

  /** Tries a law on many seeds and names the seed that breaks it. */
  private static void forAll(Consumer<SplittableRandom> law) {
    for (long seed = 0; seed < CASES; seed++) {
      try {
        law.accept(new SplittableRandom(seed));
      } catch (AssertionError e) {
        throw new AssertionError("broken with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
