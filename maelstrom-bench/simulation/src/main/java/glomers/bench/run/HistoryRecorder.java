package glomers.bench.run;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;

/** Writes down operations: their places as they begin, the rest when they end. Not thread-safe. */
final class HistoryRecorder {

  private final List<Operation> operations = new ArrayList<>();
  private int failures;
  private int completed;

  /** Gives the operation that begins now its place. */
  int begin() {
    operations.add(null);
    return operations.size() - 1;
  }

  void end(Operation operation) {
    operations.set(operation.index(), operation);
    completed++;
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
