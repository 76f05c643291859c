package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.WeakLevels.MissedWriteListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Biswas and Enea's axiom of read committed: if a transaction reads something of T2 and later reads
 * a key, which T2 wrote too, from T1, then T2 comes before T1.
 *
 * <p>For each T2 and each key only its first following read by another needs an edge, if two
 * successive reads of a key from different transactions get one too: the rest follows. The keys
 * that a pair has in common are found from the smaller side, so n reads and writes cost O(n^1.5)
 * (Møldrup and Pavlogiannis, 2025).
 */
final class MonotonicViewRule {
  /** Of one transaction: for every key, its next read after the current one, going backwards. */
  private final Map<Integer, Read> nextRead = new HashMap<>();

  private final Transaction reader;
  private final Edges edges;
  private final MissedWriteListener missedWrites;

  private MonotonicViewRule(Transaction reader, Edges edges, MissedWriteListener missedWrites) {
    this.reader = reader;
    this.edges = edges;
    this.missedWrites = missedWrites;
  }

  static void addEdges(TxnHistory history, Edges edges, MissedWriteListener missedWrites) {
    for (Transaction reader : history.transactions()) {
      if (reader.reads().size() > 1) {
        new MonotonicViewRule(reader, edges, missedWrites).addEdges(history);
      }
    }
  }

  private void addEdges(TxnHistory history) {
    List<Read> reads = reader.reads();
    boolean[] isFirstOfWriter = new boolean[reads.size()];
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < reads.size(); i++) {
      isFirstOfWriter[i] = !reads.get(i).isInitial() && seen.add(reads.get(i).writer());
    }
    for (int i = reads.size() - 1; i >= 0; i--) {
      Read read = reads.get(i);
      Read next = nextRead.get(read.key());
      if (!read.isInitial() && next != null) {
        add(read.writer(), next);
      }
      if (isFirstOfWriter[i]) {
        addOtherKeys(history.transaction(read.writer()));
      }
      nextRead.put(read.key(), read);
    }
  }

  private void addOtherKeys(Transaction writer) {
    if (writer.writtenKeys().length <= nextRead.size()) {
      for (int key : writer.writtenKeys()) {
        Read next = nextRead.get(key);
        if (next != null) {
          add(writer.id(), next);
        }
      }
    } else {
      for (Read next : List.copyOf(nextRead.values())) {
        if (writer.writes(next.key())) {
          add(writer.id(), next);
        }
      }
    }
  }

  private void add(int earlier, Read later) {
    if (later.isInitial()) {
      missedWrites.missed(earlier, reader.id(), later.key());
    } else if (later.writer() != earlier) {
      edges.add(earlier, later.writer(), EdgeKind.READ_BEFORE, later.key(), reader.id());
    }
  }
}
