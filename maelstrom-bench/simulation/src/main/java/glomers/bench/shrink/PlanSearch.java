package glomers.bench.shrink;

import glomers.bench.plan.Plan;
import glomers.bench.plan.PlannedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
 * 2002) on what is decided in a run: the present plan is replaced by smaller ones for as long as
 * they show the same.
 */
abstract class PlanSearch {

  private final long startNanos = System.nanoTime();
  private final long endNanos;
  private Plan plan;

  /**
   * A search.
   *
   * @param plan shows it
   * @param maxSeconds for how long to try, in real time
   */
  PlanSearch(Plan plan, int maxSeconds) {
    this.plan = plan;
    this.endNanos = startNanos + TimeUnit.SECONDS.toNanos(maxSeconds);
  }

  /**
   * The first of some plans that shows it.
   *
   * @param candidate makes one of them, by its place from 0 on
   */
  abstract OptionalInt first(int count, IntFunction<Plan> candidate);

  /** The smallest plan so far that shows it. */
  final Plan plan() {
    return plan;
  }

  final boolean isTimeUp() {
    return System.nanoTime() >= endNanos;
  }

  final double elapsedSeconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Goes on with the first of some plans that shows it, if one does. */
  final boolean accept(List<Plan> candidates) {
    OptionalInt found = first(candidates.size(), candidates::get);
    found.ifPresent(place -> plan = candidates.get(place));
    return found.isPresent();
  }

  final boolean accept(Plan candidate) {
    return accept(List.of(candidate));
  }

  /**
   * Looks for a shorter run by halves.
   *
   * @param pieces how exactly: to such a part of all operations
   */
  final void cutTheEnd(int pieces) {
    int tooFew = 0;
    int enough = plan.operations().size();
    int step = Math.max(1, enough / pieces);
    while (enough - tooFew > step) {
      int some = (tooFew + enough) / 2;
      if (accept(firstOf(plan, some))) {
        enough = some;
      } else {
        tooFew = some;
      }
    }
    accept(firstOf(plan, plan.operations().size()));
  }

  private static Plan firstOf(Plan whole, int count) {
    List<PlannedOperation> operations = whole.operations().subList(0, count);
    long end =
        operations.isEmpty()
            ? 0
            : operations.getLast().atNanos() + TimeUnit.MILLISECONDS.toNanos(1);
    return whole
        .withOperations(operations)
        .withFaults(whole.faults().stream().filter(fault -> fault.startNanos() < end).toList())
        .withEnd(Math.min(end, whole.endNanos()));
  }

  /**
   * Takes away as many of some items as it can: first large pieces, then smaller ones, at last each
   * by itself.
   *
   * @param keep makes the plan that has only the given ones; where there is no such plan, the
   *     present one, which is never taken for smaller
   */
  final <E> void keepFewer(List<E> items, BiFunction<Plan, List<E>, Plan> keep) {
    Plan whole = plan;
    List<E> left = items;
    for (int size = left.size(); size >= 1 && !isTimeUp(); size = size == 1 ? 0 : (size + 1) / 2) {
      int from = 0;
      while (from < left.size()) {
        List<E> all = left;
        int first = from;
        int piece = size;
        OptionalInt found =
            first(
                (left.size() - from + size - 1) / size,
                place -> keep.apply(whole, without(all, first + place * piece, piece)));
        if (found.isEmpty()) {
          break;
        }
        from += found.getAsInt() * size;
        left = without(left, from, size);
        plan = keep.apply(whole, left);
      }
    }
  }

  private static <E> List<E> without(List<E> items, int start, int count) {
    List<E> rest = new ArrayList<>(items.subList(0, start));
    rest.addAll(items.subList(Math.min(items.size(), start + count), items.size()));
    return rest;
  }

  /**
   * Takes away two items at once, as often as it can: where things have to be in balance, as the
   * steps of two clocks, no single one can go.
   *
   * @param keep makes the plan that has only the given ones
   */
  final <E> void keepFewerPairs(List<E> items, BiFunction<Plan, List<E>, Plan> keep) {
    Plan whole = plan;
    List<E> left = items;
    for (int one = 0; one < left.size() - 1 && !isTimeUp(); one++) {
      List<E> all = left;
      int first = one;
      OptionalInt found =
          first(
              all.size() - one - 1,
              place -> keep.apply(whole, withoutBoth(all, first, first + 1 + place)));
      if (found.isPresent()) {
        left = withoutBoth(all, one, one + 1 + found.getAsInt());
        plan = keep.apply(whole, left);
        one--;
      }
    }
  }

  private static <E> List<E> withoutBoth(List<E> items, int one, int later) {
    return without(without(items, later, 1), one, 1);
  }
}
