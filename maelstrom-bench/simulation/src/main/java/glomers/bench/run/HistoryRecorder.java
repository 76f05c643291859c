package glomers.bench.run;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes down operations: their places as they begin, the rest when they end. Not thread-safe. */
final class HistoryRecorder {

  private final List<Operation> operations = new ArrayList<>();
  private int failures;
  private int completed;
  private RunObserver observer = RunObserver.NONE;

  /** Has somebody see operations as they begin and as they end. */
  void observe(RunObserver observer) {
    this.observer = observer;
  }

  /** Tells of an operation that has begun; it is not asked for if nobody wants to know. */
  void began(Supplier<Operation> operation) {
    if (observer != RunObserver.NONE) {
      observer.operation(operation.get());
    }
  }

  /** Gives the operation that begins now its place. */
  int begin() {
    operations.add(null);
    return operations.size() - 1;
  }

  void end(Operation operation) {
    operations.set(operation.index(), operation);
    completed++;
    observer.operation(operation);
    if (!operation.isOk()) {
      failures++;
    }
  }

  int completedCount() {
    return completed;
  }

  int failureCount() {
    return failures;
  }

  /** All operations that have ended. Only of a run that was broken off some may be missing. */
  List<Operation> history() {
    List<Operation> ended = new ArrayList<>(operations.size());
    for (Operation operation : operations) {
      if (operation != null) {
        ended.add(operation);
      }
    }
    return List.copyOf(ended);
  }
}
