package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.TxnHistory.SessionWriters;
import glomers.bench.checker.txn.WeakLevels.MissedWriteListener;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Biswas and Enea's axiom of causal consistency: if a transaction reads a key from T1, and T2,
 * which wrote that key too, happened before it by any chain of sessions and reads, then T2 comes
 * before T1.
 *
 * <p>What happened before a transaction is a vector clock: of each of the k sessions, how many
 * transactions. For each read and each session only the last writer of the key that the clock
 * covers needs an edge, and as clocks only grow along a session, a pointer that only goes forward
 * finds it: n reads and writes cost O(n·k) (Møldrup and Pavlogiannis, 2025). A clock is dropped
 * once nobody needs it any more, so that thousands of short sessions, as clients that time out
 * leave them, do not fill the memory.
 */
final class CausalRule {
  private final TxnHistory history;
  private final Edges edges;
  private final MissedWriteListener missedWrites;
  private final int[][] clocks;
  private final int[] timesNeeded;
  private final Deque<int[]> unusedClocks = new ArrayDeque<>();

  /**
   * For each session, and in it for each key, how many of each writing session's writes its clock
   * covers.
   */
  private final List<Map<Integer, int[]>> covered;

  private CausalRule(TxnHistory history, Edges edges, MissedWriteListener missedWrites) {
    this.history = history;
    this.edges = edges;
    this.missedWrites = missedWrites;
    clocks = new int[history.size()][];
    timesNeeded = new int[history.size()];
    covered =
        history.sessions().stream()
            .map(s -> (Map<Integer, int[]>) new HashMap<Integer, int[]>())
            .toList();
  }

  /**
   * Adds the edges.
   *
   * @param causalOrder the transactions in an order that agrees with sessions and reads
   */
  static void addEdges(
      TxnHistory history, int[] causalOrder, Edges edges, MissedWriteListener missedWrites) {
    new CausalRule(history, edges, missedWrites).addEdges(causalOrder);
  }

  private void addEdges(int[] causalOrder) {
    for (Transaction transaction : history.transactions()) {
      boolean isLast =
          transaction.position() + 1 == history.sessions().get(transaction.session()).length;
      timesNeeded[transaction.id()] += isLast ? 0 : 1;
      for (Read read : transaction.reads()) {
        if (!read.isInitial()) {
          timesNeeded[read.writer()]++;
        }
      }
    }
    for (int id : causalOrder) {
      Transaction transaction = history.transaction(id);
      clocks[id] = clockOf(transaction);
      transaction.reads().forEach(read -> addEdges(transaction, read));
      releaseUnneeded(transaction);
    }
  }

  private int[] clockOf(Transaction transaction) {
    int[] clock = unusedClocks.isEmpty() ? new int[history.sessions().size()] : unusedClocks.pop();
    if (transaction.position() == 0) {
      Arrays.fill(clock, 0);
    } else {
      System.arraycopy(clocks[predecessor(transaction)], 0, clock, 0, clock.length);
      clock[transaction.session()] = transaction.position();
    }
    for (Read read : transaction.reads()) {
      if (!read.isInitial()) {
        Transaction writer = history.transaction(read.writer());
        if (clock[writer.session()] <= writer.position()) {
          int[] other = clocks[writer.id()];
          for (int session = 0; session < clock.length; session++) {
            clock[session] = Math.max(clock[session], other[session]);
          }
          clock[writer.session()] = writer.position() + 1;
        }
      }
    }
    return clock;
  }

  private int predecessor(Transaction transaction) {
    return history.sessions().get(transaction.session())[transaction.position() - 1];
  }

  private void addEdges(Transaction reader, Read read) {
    List<SessionWriters> writers = history.writers().get(read.key());
    int[] clock = clocks[reader.id()];
    int[] places =
        covered.get(reader.session()).computeIfAbsent(read.key(), key -> new int[writers.size()]);
    for (int i = 0; i < places.length; i++) {
      SessionWriters ofSession = writers.get(i);
      int known = clock[ofSession.session()];
      while (places[i] < ofSession.positions().length && ofSession.positions()[places[i]] < known) {
        places[i]++;
      }
      if (places[i] > 0) {
        add(ofSession.transactions()[places[i] - 1], reader, read);
      }
    }
  }

  private void add(int earlier, Transaction reader, Read read) {
    if (read.isInitial()) {
      missedWrites.missed(earlier, reader.id(), read.key());
    } else if (earlier != read.writer()) {
      Transaction writer = history.transaction(earlier);
      boolean isKnown = clocks[read.writer()][writer.session()] > writer.position();
      if (!isKnown) {
        edges.add(earlier, read.writer(), EdgeKind.HAPPENED_BEFORE, read.key(), reader.id());
      }
    }
  }

  private void releaseUnneeded(Transaction transaction) {
    for (Read read : transaction.reads()) {
      if (!read.isInitial()) {
        release(read.writer(), 1);
      }
    }
    if (transaction.position() > 0) {
      release(predecessor(transaction), 1);
    }
    release(transaction.id(), 0);
  }

  private void release(int id, int times) {
    timesNeeded[id] -= times;
    if (timesNeeded[id] == 0 && clocks[id] != null) {
      unusedClocks.push(clocks[id]);
      clocks[id] = null;
    }
  }
}
