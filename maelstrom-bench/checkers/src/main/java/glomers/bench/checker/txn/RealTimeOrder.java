package glomers.bench.checker.txn;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The order of real time: a transaction that ended before another began comes before it. At one and
 * the same instant neither does. One of unknown outcome may take effect any time later, and ends
 * before nothing.
 */
public final class RealTimeOrder {
  private RealTimeOrder() {}

  /**
   * Adds edges from which the order follows. An edge to each beginning from every earlier end would
   * be quadratic; an end is no longer needed once something that began after it has ended, too.
   */
  static void addEdges(TxnHistory history, Edges edges) {
    addEdges(history.transactions().stream().map(Transaction::operation).toList(), edges);
  }

  /**
   * The same.
   *
   * @param operations the transactions' operations, by the numbers that they have in the edges
   */
  public static void addEdges(List<Operation> operations, Edges edges) {
    List<Integer> all = IntStream.range(0, operations.size()).boxed().toList();
    List<Integer> byBeginning = sorted(all, id -> operations.get(id).invokedNanos());
    List<Integer> byEnd =
        sorted(
            all.stream().filter(id -> operations.get(id).isOk()).toList(),
            id -> operations.get(id).completedNanos());
    List<Integer> newestEnded = new ArrayList<>();
    int ended = 0;
    for (int begun : byBeginning) {
      while (ended < byEnd.size()
          && operations.get(byEnd.get(ended)).completedNanos()
              < operations.get(begun).invokedNanos()) {
        int end = byEnd.get(ended++);
        newestEnded.removeIf(
            older -> operations.get(older).completedNanos() < operations.get(end).invokedNanos());
        newestEnded.add(end);
      }
      newestEnded.forEach(end -> edges.add(end, begun, EdgeKind.REAL_TIME));
    }
  }

  private static List<Integer> sorted(List<Integer> ids, ToLongFunction<Integer> nanos) {
    return ids.stream()
        .sorted(Comparator.comparingLong(nanos).thenComparingInt(Integer::intValue))
        .toList();
  }
}
