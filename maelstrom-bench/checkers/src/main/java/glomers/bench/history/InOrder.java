package glomers.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Goes through a history in another order than that of its invocations, and holds no more of it at
 * a time than what was under way at once.
 */
public final class InOrder {

  private static final Comparator<Operation> BY_COMPLETION =
      Comparator.comparingLong(Operation::completedNanos).thenComparingInt(Operation::index);

  private InOrder() {}

  /**
   * In the order of the completions; of those at one time the one that was invoked first comes
   * first.
   */
  public static void ofCompletions(List<Operation> history, Consumer<Operation> each) {
    PriorityQueue<Operation> open = new PriorityQueue<>(BY_COMPLETION);
    for (Operation operation : inOrderOfInvocations(history)) {
      while (!open.isEmpty() && open.peek().completedNanos() <= operation.invokedNanos()) {
        each.accept(open.remove());
      }
      open.add(operation);
    }
    while (!open.isEmpty()) {
      each.accept(open.remove());
    }
  }

  /** Is told of the beginnings and the ends of operations. */
  @FunctionalInterface
  public interface EventConsumer<E extends Exception> {

    /** Takes the beginning of an operation, or its end. */
    void accept(Operation operation, boolean isEnd) throws E;
  }

  /**
   * In the order in which operations began and ended. Of what happened at one time ends come first:
   * who begins something may have waited for them.
   *
   * @throws E if the one who is told does
   */
  public static <E extends Exception> void ofEvents(List<Operation> history, EventConsumer<E> each)
      throws E {
    PriorityQueue<Operation> open = new PriorityQueue<>(BY_COMPLETION);
    for (Operation operation : inOrderOfInvocations(history)) {
      while (!open.isEmpty() && open.peek().completedNanos() <= operation.invokedNanos()) {
        each.accept(open.remove(), true);
      }
      each.accept(operation, false);
      if (operation.completedNanos() > operation.invokedNanos()) {
        open.add(operation);
      } else {
        each.accept(operation, true);
      }
    }
    while (!open.isEmpty()) {
      each.accept(open.remove(), true);
    }
  }

  /** It is, but for one that somebody else wrote down. */
  private static List<Operation> inOrderOfInvocations(List<Operation> history) {
    long before = Long.MIN_VALUE;
    for (Operation operation : history) {
      if (operation.invokedNanos() < before) {
        List<Operation> sorted = new ArrayList<>(history);
        sorted.sort(
            Comparator.comparingLong(Operation::invokedNanos).thenComparingInt(Operation::index));
        return sorted;
      }
      before = operation.invokedNanos();
    }
    return history;
  }
}
