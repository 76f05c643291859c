package glomers.bench.checker.stale;

import glomers.bench.checker.Checker;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.stale.Freshness.Stretch;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Counters catch up: a read has the sum of all additions that it has to know of, and perhaps any of
 * the others that had begun and did not fail. So it lies between what the sum can be at least, with
 * the decrements among those others, and at most, with the increments among them. Of a counter that
 * only grows that leaves the lower bound: the sum of what the read has to know of.
 *
 * @param freshness what reads have to know of
 */
public record StaleSumChecker(Freshness freshness) implements Checker {

  @Override
  public Verdict check(List<Operation> history) {
    var begun = new SumsBegun(history);
    StaleReads found = new StaleReads();
    for (Stretch stretch : freshness.stretches(history, StaleSumChecker::isAdd, op -> !isAdd(op))) {
      long[] increments = new long[stretch.writes().size() + 1];
      long[] decrements = new long[stretch.writes().size() + 1];
      for (int i = 0; i < stretch.writes().size(); i++) {
        long delta = stretch.writes().get(i).input().asLong();
        increments[i + 1] = increments[i] + Math.max(0, delta);
        decrements[i + 1] = decrements[i] + Math.min(0, delta);
      }
      for (Operation read : stretch.reads()) {
        int due = stretch.dueCount(read);
        if (due == 0) {
          continue;
        }
        found.checked();
        long known = increments[due] + decrements[due];
        long least = known + begun.decrements(read) - decrements[due];
        long most = known + begun.increments(read) - increments[due];
        long value = read.output().asLong();
        // Too much is something else if there is no decrement that could be missing.
        if (value < least || value > most && decrements[due] < 0) {
          found.add(
              stretch.side(),
              read,
              describe(stretch, value, due, known, value < least ? least : most),
              stretch.writes().subList(0, due).reversed(),
              Subject.NONE);
        }
      }
    }
    return found.toVerdict();
  }

  private static String describe(Stretch stretch, long value, int due, long known, long bound) {
    return String.format(
        Locale.ROOT,
        "is %d: the %d additions acknowledged there until %.3f s, the latest by %s, make %d%s",
        value,
        due,
        stretch.writes().get(due - 1).completedNanos() / 1e9,
        stretch.writes().get(due - 1).node(),
        known,
        bound == known
            ? ""
            : ", and with any others that had begun at "
                + (value < bound ? "least " : "most ")
                + bound);
  }

  private static boolean isAdd(Operation operation) {
    return operation.function().equals("add");
  }

  /** What all additions come to that had begun by some time and may have happened. */
  private static final class SumsBegun {
    private final long[] begunNanos;
    private final long[] increments;
    private final long[] decrements;

    SumsBegun(List<Operation> history) {
      List<Operation> adds =
          history.stream()
              .filter(operation -> isAdd(operation) && operation.outcome() != Outcome.FAIL)
              .sorted(Comparator.comparingLong(Operation::invokedNanos))
              .toList();
      begunNanos = adds.stream().mapToLong(Operation::invokedNanos).toArray();
      increments = new long[adds.size() + 1];
      decrements = new long[adds.size() + 1];
      for (int i = 0; i < adds.size(); i++) {
        long delta = adds.get(i).input().asLong();
        increments[i + 1] = increments[i] + Math.max(0, delta);
        decrements[i + 1] = decrements[i] + Math.min(0, delta);
      }
    }

    long increments(Operation read) {
      return increments[countUntil(read)];
    }

    long decrements(Operation read) {
      return decrements[countUntil(read)];
    }

    /** How many additions had begun when a read ended. */
    private int countUntil(Operation read) {
      int low = 0;
      int high = begunNanos.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (begunNanos[middle] <= read.completedNanos()) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
