package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import glomers.bench.checker.txn.TxnHistory.SessionWriters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A history with each transaction cut in two: its start, which reads, and its commit, which writes.
 * The history keeps prefix consistency if and only if the halves are serializable, start before
 * commit (Biswas and Enea, "On the Complexity of Checking Transactional Consistency", OOPSLA 2019,
 * where sessions count, too).
 *
 * <p>For snapshot isolation two that write one key may not overlap. That each key has a lock beside
 * it says so without any rule of its own: a start writes the locks of what its commit will write,
 * and the commit reads them from it, so that nobody who writes one of these keys starts in between.
 *
 * @param history the halves, as transactions
 * @param constraints what any order of them contains
 */
record SplitHistory(TxnHistory history, Graph constraints) {

  /** Beyond this many derived edges the rest is left to the search. */
  private static final int MAX_READ_WRITE_EDGES = 4_000_000;

  /** For prefix consistency. */
  static SplitHistory withoutLocks(TxnHistory whole) {
    return new Splitter(whole, false).split();
  }

  /** For snapshot isolation. */
  static SplitHistory withLocks(TxnHistory whole) {
    return new Splitter(whole, true).split();
  }

  private static final class Splitter {
    private final TxnHistory whole;
    private final boolean hasLocks;
    private final int[] starts;
    private final int[] commits;

    /** How many there are of each session so far. */
    private final int[] halvesOf;

    private final List<Transaction> halves = new ArrayList<>();
    private final Edges edges = new Edges();

    Splitter(TxnHistory whole, boolean hasLocks) {
      this.whole = whole;
      this.hasLocks = hasLocks;
      this.starts = new int[whole.size()];
      this.commits = new int[whole.size()];
      this.halvesOf = new int[whole.sessions().size()];
    }

    SplitHistory split() {
      int count = 0;
      for (Transaction transaction : whole.transactions()) {
        boolean writes = transaction.writtenKeys().length > 0;
        boolean hasStart = !transaction.reads().isEmpty() || hasLocks && writes;
        starts[transaction.id()] = hasStart ? count++ : Edges.NONE;
        commits[transaction.id()] = writes ? count++ : Edges.NONE;
      }
      whole.transactions().forEach(this::addHalves);
      addReadWrites();
      Stream<JsonNode> locks = hasLocks ? whole.keys().stream() : Stream.empty();
      List<JsonNode> keys = Stream.concat(whole.keys().stream(), locks).toList();
      TxnHistory split = new TxnHistory(halves, sessions(), keys, writers(keys.size()));
      return new SplitHistory(split, new Graph(count, edges));
    }

    private List<int[]> sessions() {
      return whole.sessions().stream()
          .map(session ->
              IntStream.of(session)
                  .flatMap(id -> IntStream.of(starts[id], commits[id]))
                  .filter(half -> half != Edges.NONE)
                  .toArray())
          .toList();
    }

    private List<List<SessionWriters>> writers(int keyCount) {
      List<Map<Integer, List<Transaction>>> byKey = new ArrayList<>(keyCount);
      for (int key = 0; key < keyCount; key++) {
        byKey.add(new LinkedHashMap<>());
      }
      for (Transaction half : halves) {
        for (int key : half.writtenKeys()) {
          byKey.get(key).computeIfAbsent(half.session(), none -> new ArrayList<>()).add(half);
        }
      }
      return byKey.stream()
          .map(ofKey ->
              ofKey.entrySet().stream()
                  .map(entry ->
                      new SessionWriters(
                          entry.getKey(),
                          entry.getValue().stream().mapToInt(Transaction::position).toArray(),
                          entry.getValue().stream().mapToInt(Transaction::id).toArray()))
                  .toList())
          .toList();
    }

    private void addHalves(Transaction transaction) {
      int start = starts[transaction.id()];
      int commit = commits[transaction.id()];
      int[] locks =
          hasLocks
              ? IntStream.of(transaction.writtenKeys())
                  .map(key -> key + whole.keys().size())
                  .toArray()
              : new int[0];
      if (start != Edges.NONE) {
        List<Read> reads =
            transaction.reads().stream()
                .map(read -> read.isInitial() ? read : new Read(read.key(), commits[read.writer()]))
                .toList();
        reads.stream()
            .filter(read -> !read.isInitial())
            .forEach(read ->
                edges.add(read.writer(), start, EdgeKind.WRITE_READ, read.key(), Edges.NONE));
        halves.add(half(start, transaction, reads, locks));
      }
      if (commit != Edges.NONE) {
        if (start != Edges.NONE) {
          edges.add(start, commit, EdgeKind.SESSION);
        }
        List<Read> held = Arrays.stream(locks).mapToObj(lock -> new Read(lock, start)).toList();
        halves.add(half(commit, transaction, held, transaction.writtenKeys()));
      }
    }

    private Transaction half(int id, Transaction transaction, List<Read> reads, int[] writtenKeys) {
      int session = transaction.session();
      return new Transaction(
          id, transaction.operation(), session, halvesOf[session]++, reads, writtenKeys);
    }

    /**
     * Whoever reads a version starts before any other commits one that is known to be later: all
     * are later than the initial one, and what a transaction writes is later than what it read.
     */
    private void addReadWrites() {
      Map<Read, List<Integer>> replacedBy = new HashMap<>();
      for (Transaction transaction : whole.transactions()) {
        for (Read read : transaction.reads()) {
          if (!read.isInitial() && transaction.writes(read.key())) {
            replacedBy.computeIfAbsent(read, none -> new ArrayList<>(1)).add(transaction.id());
          }
        }
      }
      for (Transaction reader : whole.transactions()) {
        for (Read read : reader.reads()) {
          IntStream later =
              read.isInitial()
                  ? whole.writersOf(read.key())
                  : replacedBy.getOrDefault(read, List.of()).stream().mapToInt(id -> id);
          later
              .filter(id -> id != reader.id() && edges.size() < MAX_READ_WRITE_EDGES)
              .forEach(id ->
                  edges.add(
                      starts[reader.id()],
                      commits[id],
                      EdgeKind.READ_WRITE,
                      read.key(),
                      Edges.NONE));
        }
      }
    }
  }
}
