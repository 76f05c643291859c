package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.TxnHistory.SessionWriters;
import java.util.Arrays;

/**
 * What any strictly serial order of a history has to contain: sessions, real time, reads, and all
 * that follows from these by two rules, repeated until nothing new follows. If T3 read a key from
 * T1, and T2 wrote that key too, then T2 is not between the two; so if T2 comes before T3 it comes
 * before T1, and if it comes after T1 it comes after T3.
 *
 * <p>A cycle proves that there is no such order. No cycle proves nothing: whether there is an order
 * is then for {@link SerialOrderSearch} to find.
 */
final class StrictOrder {
  /** The clocks of all transactions, one number for each session, have to fit into this: 128 MB. */
  private static final long MAX_CLOCK_ENTRIES = 32L << 20;

  private final TxnHistory history;
  private final Edges edges = new Edges();
  private int[][] clocks = {};

  private StrictOrder(TxnHistory history) {
    this.history = history;
  }

  /** Whether a history is small enough for this. */
  static boolean isTractable(TxnHistory history) {
    return (long) history.size() * history.sessions().size() <= MAX_CLOCK_ENTRIES;
  }

  /** The edges, as a graph, which may contain cycles. */
  static Graph of(TxnHistory history) {
    return new StrictOrder(history).saturate();
  }

  private Graph saturate() {
    for (int[] session : history.sessions()) {
      for (int i = 1; i < session.length; i++) {
        edges.add(session[i - 1], session[i], EdgeKind.SESSION);
      }
    }
    for (Transaction transaction : history.transactions()) {
      for (Read read : transaction.reads()) {
        if (!read.isInitial()) {
          edges.add(read.writer(), transaction.id(), EdgeKind.WRITE_READ, read.key(), Edges.NONE);
        }
      }
    }
    RealTimeOrder.addEdges(history, edges);
    while (true) {
      Graph graph = new Graph(history.size(), edges);
      int before = edges.size();
      graph.topologicalOrder().ifPresent(order -> addWhatFollows(graph, order));
      if (edges.size() == before) {
        return graph;
      }
    }
  }

  private void addWhatFollows(Graph graph, int[] order) {
    clocks = clocks(graph, order);
    for (Transaction reader : history.transactions()) {
      for (Read read : reader.reads()) {
        for (SessionWriters writers : history.writers().get(read.key())) {
          if (!read.isInitial()) {
            addWriterBefore(reader, read, writers);
          }
          addWriterAfter(reader, read, writers);
        }
      }
    }
  }

  /** For every transaction how many of each session come before it. */
  private int[][] clocks(Graph graph, int[] order) {
    int[][] result = new int[history.size()][history.sessions().size()];
    for (int id : order) {
      Transaction transaction = history.transaction(id);
      int[] clock = result[id];
      for (int place = graph.firstEdge(id); place < graph.firstEdge(id + 1); place++) {
        int[] later = result[graph.target(place)];
        if (later[transaction.session()] <= transaction.position()) {
          for (int session = 0; session < clock.length; session++) {
            later[session] = Math.max(later[session], clock[session]);
          }
          later[transaction.session()] = transaction.position() + 1;
        }
      }
    }
    return result;
  }

  private boolean isBefore(int earlier, int later) {
    Transaction transaction = history.transaction(earlier);
    return clocks[later][transaction.session()] > transaction.position();
  }

  /**
   * The last writer in a session that comes before the reader comes before the one that was read.
   */
  private void addWriterBefore(Transaction reader, Read read, SessionWriters writers) {
    int known = clocks[reader.id()][writers.session()];
    int count = countBelow(writers.positions(), known);
    if (count > 0) {
      int earlier = writers.transactions()[count - 1];
      if (earlier != read.writer() && !isBefore(earlier, read.writer())) {
        edges.add(earlier, read.writer(), EdgeKind.ORDERED_BEFORE, read.key(), reader.id());
      }
    }
  }

  /**
   * The first writer in a session that comes after the one that was read comes after the reader.
   */
  private void addWriterAfter(Transaction reader, Read read, SessionWriters writers) {
    int[] candidates = writers.transactions();
    int low = 0;
    int high = read.isInitial() ? 0 : candidates.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(read.writer(), candidates[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low < candidates.length && candidates[low] == reader.id()) {
      low++;
    }
    if (low < candidates.length && !isBefore(reader.id(), candidates[low])) {
      edges.add(reader.id(), candidates[low], EdgeKind.READ_WRITE, read.key(), read.writer());
    }
  }

  private static int countBelow(int[] ascending, int limit) {
    int place = Arrays.binarySearch(ascending, limit);
    return place >= 0 ? place : -place - 1;
  }
}
