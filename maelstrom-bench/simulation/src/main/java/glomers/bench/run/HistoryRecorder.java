package glomers.bench.run;

import glomers.bench.history.HistoryColumns;
import glomers.bench.history.Operation;
import java.util.List;
import java.util.function.Supplier;

/** Writes down operations: their places as they begin, the rest when they end. Not thread-safe. */
final class HistoryRecorder {

  private final HistoryColumns operations = new HistoryColumns();
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
    return operations.reserve();
  }

  void end(Operation operation) {
    operations.put(operation);
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
    return operations.operations();
  }
}
