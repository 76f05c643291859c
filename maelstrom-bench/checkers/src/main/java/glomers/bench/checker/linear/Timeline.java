package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of one object, numbered for a search: those that completed by the order of their
 * ends, and those of unknown outcome by that of their invocations. Whatever certainly did not
 * happen is left out.
 *
 * <p>Of two operations the first is over before the other begins if it ended earlier or at the same
 * time: who begins something may have waited for what ended. Operations that take no time at all
 * are concurrent with whatever begins at that time.
 */
final class Timeline {

  private final List<Operation> completed;
  private final List<Operation> unknown;
  private final int[] seats;
  private final int[][] openAtEndOf;
  private final int[] unknownBeforeEndOf;
  private final int[] sameBefore;

  private record Moment(long nanos, int rank, int number) {
    private static final int END = 0;
    private static final int UNKNOWN_BEGIN = 1;
    private static final int BEGIN = 2;
    private static final int END_OF_WHAT_TOOK_NO_TIME = 3;

    static final Comparator<Moment> IN_ORDER =
        Comparator.comparingLong(Moment::nanos)
            .thenComparingInt(Moment::rank)
            .thenComparingInt(Moment::number);
  }

  Timeline(List<Operation> history) {
    completed =
        history.stream()
            .filter(Operation::isOk)
            .sorted(
                Comparator.comparingLong(Operation::completedNanos)
                    .thenComparingInt(operation -> lasts(operation) ? 0 : 1))
            .toList();
    unknown =
        history.stream()
            .filter(operation -> operation.outcome() == Operation.Outcome.INFO)
            .sorted(Comparator.comparingLong(Operation::invokedNanos))
            .toList();
    seats = new int[completed.size()];
    openAtEndOf = new int[completed.size()][];
    unknownBeforeEndOf = new int[completed.size()];
    sameBefore = sameBefore(unknown);
    replay(moments());
  }

  private static boolean lasts(Operation operation) {
    return operation.completedNanos() > operation.invokedNanos();
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>(2 * completed.size() + unknown.size());
    for (int number = 0; number < completed.size(); number++) {
      Operation operation = completed.get(number);
      moments.add(new Moment(operation.invokedNanos(), Moment.BEGIN, number));
      moments.add(
          new Moment(
              operation.completedNanos(),
              lasts(operation) ? Moment.END : Moment.END_OF_WHAT_TOOK_NO_TIME,
              number));
    }
    for (int number = 0; number < unknown.size(); number++) {
      moments.add(new Moment(unknown.get(number).invokedNanos(), Moment.UNKNOWN_BEGIN, number));
    }
    moments.sort(Moment.IN_ORDER);
    return moments;
  }

  private void replay(List<Moment> moments) {
    int[] open = new int[16];
    int openCount = 0;
    int unknownCount = 0;
    List<Integer> freeSeats = new ArrayList<>();
    int seatCount = 0;
    for (Moment moment : moments) {
      switch (moment.rank()) {
        case Moment.UNKNOWN_BEGIN -> unknownCount++;
        case Moment.BEGIN -> {
          seats[moment.number()] = freeSeats.isEmpty() ? seatCount++ : freeSeats.removeLast();
          open = openCount == open.length ? Arrays.copyOf(open, 2 * openCount) : open;
          open[openCount++] = moment.number();
        }
        default -> {
          int[] now = Arrays.copyOf(open, openCount);
          Arrays.sort(now);
          openAtEndOf[moment.number()] = now;
          unknownBeforeEndOf[moment.number()] = unknownCount;
          openCount = remove(open, openCount, moment.number());
          freeSeats.add(seats[moment.number()]);
        }
      }
    }
  }

  private static int remove(int[] open, int count, int number) {
    for (int at = 0; at < count; at++) {
      if (open[at] == number) {
        open[at] = open[count - 1];
        return count - 1;
      }
    }
    throw new IllegalStateException("operation " + number + " ends before it begins");
  }

  private static int[] sameBefore(List<Operation> unknown) {
    Map<Action, Integer> last = new HashMap<>();
    int[] before = new int[unknown.size()];
    for (int number = 0; number < before.length; number++) {
      Integer same = last.put(action(unknown.get(number)), number);
      before[number] = same == null ? -1 : same;
    }
    return before;
  }

  static Action action(Operation operation) {
    return new Action(
        operation.function(),
        operation.input(),
        operation.isOk() ? java.util.Optional.of(operation.output()) : java.util.Optional.empty());
  }

  /** Those that completed, in the order of their ends. */
  List<Operation> completed() {
    return completed;
  }

  /** Those of unknown outcome, in the order of their invocations. */
  List<Operation> unknown() {
    return unknown;
  }

  /** A small number of a completed operation that none has that is open at the same time. */
  int seat(int number) {
    return seats[number];
  }

  /**
   * The completed operations that began before the given one ended, and did not end before it: the
   * given one is the first.
   */
  int[] openAtEndOf(int number) {
    return openAtEndOf[number];
  }

  /** How many of those of unknown outcome, from the first on, began before the given one ended. */
  int unknownBeforeEndOf(int number) {
    return unknownBeforeEndOf[number];
  }

  /** The last of unknown outcome before the given one that asked for the same, or -1. */
  int sameBefore(int number) {
    return sameBefore[number];
  }
}
