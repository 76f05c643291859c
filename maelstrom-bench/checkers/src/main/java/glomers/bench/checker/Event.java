package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An operation's beginning or its end: what a line of a Jepsen history is.
 *
 * @param isEnd whether it is the end
 */
record Event(Operation operation, boolean isEnd) {

  long timeNanos() {
    return isEnd ? operation.completedNanos() : operation.invokedNanos();
  }

  /**
   * All events of a history in the order in which they happened. Of those at one time ends come
   * first, since a worker that begins something may have waited for them.
   */
  static List<Event> of(List<Operation> history) {
    List<Event> events = new ArrayList<>(2 * history.size());
    for (Operation operation : history) {
      events.add(new Event(operation, false));
      events.add(new Event(operation, true));
    }
    events.sort(
        Comparator.comparingLong(Event::timeNanos)
            .thenComparing(event -> event.isEnd && event.lasts() ? 0 : 1)
            .thenComparingInt(event -> event.operation.index())
            .thenComparing(Event::isEnd));
    return events;
  }

  private boolean lasts() {
    return operation.completedNanos() > operation.invokedNanos();
  }
}
