package glomers.bench.checker.txn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The order of real time: a transaction that ended before another began comes before it. At one and
 * the same instant neither does. One of unknown outcome may take effect any time later, and ends
 * before nothing.
 */
final class RealTimeOrder {
  private RealTimeOrder() {}

  /**
   * Adds edges from which the order follows. An edge to each beginning from every earlier end would
   * be quadratic; an end is no longer needed once something that began after it has ended, too.
   */
  static void addEdges(TxnHistory history, Edges edges) {
    List<Transaction> byBeginning =
        sorted(history.transactions(), t -> t.operation().invokedNanos());
    List<Transaction> byEnd =
        sorted(
            history.transactions().stream().filter(t -> t.operation().isOk()).toList(),
            t -> t.operation().completedNanos());
    List<Transaction> newestEnded = new ArrayList<>();
    int ended = 0;
    for (Transaction begun : byBeginning) {
      while (ended < byEnd.size()
          && byEnd.get(ended).operation().completedNanos() < begun.operation().invokedNanos()) {
        Transaction end = byEnd.get(ended++);
        newestEnded.removeIf(
            older -> older.operation().completedNanos() < end.operation().invokedNanos());
        newestEnded.add(end);
      }
      newestEnded.forEach(end -> edges.add(end.id(), begun.id(), EdgeKind.REAL_TIME));
    }
  }

  private static List<Transaction> sorted(
      List<Transaction> transactions, ToLongFunction<Transaction> nanos) {
    return transactions.stream()
        .sorted(Comparator.comparingLong(nanos).thenComparingInt(Transaction::id))
        .toList();
  }
}
