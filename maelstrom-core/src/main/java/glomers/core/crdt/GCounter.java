package glomers.core.crdt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A counter that only grows and that many can add to at once without asking each other: the
 * state-based G-Counter of Shapiro, Preguiça, Baquero and Zawirski, "A comprehensive study of
 * Convergent and Commutative Replicated Data Types", INRIA RR-7506, 2011, section 3.1.1.
 *
 * <p>Every writer has a slot of its own and is the only one to raise it. The value is the sum of
 * the slots. Two states merge by taking the larger number of each slot, which is the later one,
 * since a slot only grows. That makes the states a join-semilattice: {@link #merge} is commutative,
 * associative and idempotent, so replicas that have merged the same states, in any order and any
 * number of times, agree.
 *
 * <p>The lattice's order is {@link #isAtMost}: every operation goes up in it. {@link #newerThan} is
 * what one state adds to another, the <em>delta</em> of Almeida, Shoker and Baquero, "Delta State
 * Replicated Data Types", Journal of Parallel and Distributed Computing 111, 2018.
 *
 * <p>Immutable, and so thread-safe. A slot that stands at 0 is the same as no slot, so equal states
 * are equal objects. In JSON: one object, a number per slot.
 *
 * @param slots each slot's number, all above 0, in the order of the slots' names; unmodifiable
 */
public record GCounter(@JsonValue SortedMap<String, Long> slots) {

  /** The counter that nobody has added to: the lattice's bottom. */
  public static final GCounter ZERO = new GCounter(new TreeMap<>());

  /**
   * A copy of the given slots.
   *
   * @throws IllegalArgumentException if a slot stands below 0
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public GCounter(SortedMap<String, Long> slots) {
    SortedMap<String, Long> copy = new TreeMap<>();
    slots.forEach((slot, number) -> {
      if (number == null || number < 0) {
        throw new IllegalArgumentException("slot " + slot + " stands at " + number + ", below 0");
      }
      if (number > 0) {
        copy.put(slot, number);
      }
    });
    this.slots = Collections.unmodifiableSortedMap(copy);
  }

  /** The slot's number; 0 for a slot that nobody has raised. */
  public long slot(String slot) {
    return slots.getOrDefault(slot, 0L);
  }

  /** Whether nobody has added anything. */
  public boolean isZero() {
    return slots.isEmpty();
  }

  /**
   * The sum of all slots.
   *
   * @throws ArithmeticException if it is more than a {@code long} holds
   */
  public long value() {
    long sum = 0;
    for (long number : slots.values()) {
      sum = Math.addExact(sum, number);
    }
    return sum;
  }

  /**
   * This counter with one slot raised. Only the slot's owner may do this: two who raise the same
   * slot apart from each other lose the smaller raise in the merge.
   *
   * @throws IllegalArgumentException if {@code delta} is below 0
   * @throws ArithmeticException if the slot would be more than a {@code long} holds
   */
  public GCounter plus(String slot, long delta) {
    if (delta < 0) {
      throw new IllegalArgumentException("a counter that only grows cannot add " + delta);
    }
    SortedMap<String, Long> raised = new TreeMap<>(slots);
    raised.put(slot, Math.addExact(slot(slot), delta));
    return new GCounter(raised);
  }

  /** The least state that is at least this one and the other: the larger number of each slot. */
  public GCounter merge(GCounter other) {
    SortedMap<String, Long> merged = new TreeMap<>(slots);
    other.slots.forEach((slot, number) -> merged.merge(slot, number, Math::max));
    return new GCounter(merged);
  }

  /** The slots that stand higher here than in the other state: all that a holder of it lacks. */
  public GCounter newerThan(GCounter other) {
    SortedMap<String, Long> newer = new TreeMap<>(slots);
    newer.entrySet().removeIf(entry -> entry.getValue() <= other.slot(entry.getKey()));
    return new GCounter(newer);
  }

  /** Whether no slot stands higher here than in the other state: the lattice's partial order. */
  public boolean isAtMost(GCounter other) {
    for (Map.Entry<String, Long> entry : slots.entrySet()) {
      if (entry.getValue() > other.slot(entry.getKey())) {
        return false;
      }
    }
    return true;
  }
}
