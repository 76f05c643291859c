package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.WeakLevels.MissedWriteListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Biswas and Enea's axiom of read atomic: if a transaction reads a key from T1, and T2, which wrote
 * that key too, is another that it read from or is earlier in its session, then T2 comes before T1.
 *
 * <p>Of its session only the last writer of each key needs an edge, as its predecessors come before
 * it anyway. The keys in common with one that it read from are found from the smaller side, so n
 * reads and writes cost O(n^1.5) (Møldrup and Pavlogiannis, 2025). Of several reads of one key only
 * the last counts: if they differ, that was found already.
 */
final class ReadAtomicRule {
  private final TxnHistory history;
  private final Edges edges;
  private final MissedWriteListener missedWrites;

  private ReadAtomicRule(TxnHistory history, Edges edges, MissedWriteListener missedWrites) {
    this.history = history;
    this.edges = edges;
    this.missedWrites = missedWrites;
  }

  static void addEdges(TxnHistory history, Edges edges, MissedWriteListener missedWrites) {
    ReadAtomicRule rule = new ReadAtomicRule(history, edges, missedWrites);
    history.sessions().forEach(rule::addSession);
    history.transactions().forEach(rule::addReader);
  }

  private void addSession(int[] session) {
    Map<Integer, Integer> lastWriter = new HashMap<>();
    for (int id : session) {
      Transaction reader = history.transaction(id);
      for (Read read : reader.reads()) {
        Integer earlier = lastWriter.get(read.key());
        if (earlier != null) {
          add(earlier, reader, read.key(), read.writer(), EdgeKind.EARLIER_IN_SESSION);
        }
      }
      Arrays.stream(reader.writtenKeys()).forEach(key -> lastWriter.put(key, id));
    }
  }

  private void addReader(Transaction reader) {
    if (reader.reads().size() < 2) {
      return;
    }
    Map<Integer, Integer> readFrom = new HashMap<>();
    Set<Integer> writers = new HashSet<>();
    for (Read read : reader.reads()) {
      readFrom.put(read.key(), read.writer());
      if (!read.isInitial()) {
        writers.add(read.writer());
      }
    }
    for (int writer : writers.stream().sorted().toList()) {
      int[] written = history.transaction(writer).writtenKeys();
      if (written.length <= readFrom.size()) {
        for (int key : written) {
          Integer other = readFrom.get(key);
          if (other != null) {
            add(writer, reader, key, other, EdgeKind.READ_BESIDE);
          }
        }
      } else {
        readFrom.forEach((key, other) -> {
          if (Arrays.binarySearch(written, key) >= 0) {
            add(writer, reader, key, other, EdgeKind.READ_BESIDE);
          }
        });
      }
    }
  }

  private void add(int earlier, Transaction reader, int key, int later, EdgeKind why) {
    if (later == Transaction.INITIAL) {
      missedWrites.missed(earlier, reader.id(), key);
    } else if (earlier != later) {
      edges.add(earlier, later, why, key, reader.id());
    }
  }
}
