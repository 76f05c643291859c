package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Searches for an order in which transactions, executed one by one, read what they did: depth
 * first, with the transactions that ended first tried first.
 *
 * <p>A transaction can come next only if it reads the newest versions, and if all who read a
 * version that it replaces have already come. Then whatever can follow depends only on which
 * transactions have come, not in which order: if two orders of them leave different versions of a
 * key, nobody else reads either. So a set that once failed need not be tried again; and one that
 * only reads and can come next may come next at once.
 *
 * <p>Deciding this is NP-complete, so the search ends at a limit. Sets are remembered by 128-bit
 * fingerprints. Used once.
 */
final class SerialOrderSearch {
  /** What came out. */
  enum Result {
    FOUND,
    NONE,
    /** The limit was reached. */
    GAVE_UP
  }

  private record Fingerprint(long high, long low) {}

  /**
   * How many transactions may be considered as the next one, beyond {@link #LOOKS_PER_TRANSACTION}.
   */
  private static final long MAX_LOOKS = 2_000_000;

  private static final int LOOKS_PER_TRANSACTION = 100;
  private static final int MAX_FAILED_SETS = 200_000;

  private final TxnHistory history;
  private final Graph constraints;
  private final long maxLooks;
  private long looks;

  /** The transactions by rank: which is tried first. */
  private final int[] byRank;

  private final int[] rankOf;
  private final int[] predecessorsLeft;

  /**
   * The ranks of those whose predecessors have all come: of those that only read, and of the
   * others.
   */
  private final NavigableSet<Integer> readyReaders = new TreeSet<>();

  private final NavigableSet<Integer> readyWriters = new TreeSet<>();

  /** For every key the writer of its newest version. */
  private final int[] newest;

  /**
   * Of every transaction the keys that it reads, and the writers that it reads them from; then the
   * versions.
   */
  private final int[][] readKeys;

  private final int[][] readFrom;

  /**
   * How many that read a version have not come yet: by writer and its written key; by key for the
   * initial state.
   */
  private final int[][] readersLeft;

  private final int[] initialReadersLeft;

  private final long[] fingerprintHigh;
  private final long[] fingerprintLow;
  private final Set<Fingerprint> failedSets = new HashSet<>();

  private final int[] order;
  private final int[][] replaced;
  private final boolean[] hadAlternatives;

  /**
   * Prepares a search.
   *
   * @param constraints edges that the order has to keep; must be acyclic
   */
  SerialOrderSearch(TxnHistory history, Graph constraints) {
    this.history = history;
    this.constraints = constraints;
    int size = history.size();
    maxLooks = MAX_LOOKS + (long) LOOKS_PER_TRANSACTION * size;
    byRank =
        history.transactions().stream()
            .sorted(
                Comparator.comparingLong(SerialOrderSearch::endNanos)
                    .thenComparingInt(Transaction::id))
            .mapToInt(Transaction::id)
            .toArray();
    rankOf = new int[size];
    for (int rank = 0; rank < size; rank++) {
      rankOf[byRank[rank]] = rank;
    }
    predecessorsLeft = new int[size];
    for (int edge = 0; edge < constraints.edges().size(); edge++) {
      predecessorsLeft[constraints.edges().to(edge)]++;
    }
    newest = new int[history.keys().size()];
    Arrays.fill(newest, Transaction.INITIAL);
    initialReadersLeft = new int[history.keys().size()];
    readersLeft = new int[size][];
    readKeys = new int[size][];
    readFrom = new int[size][];
    for (Transaction transaction : history.transactions()) {
      readersLeft[transaction.id()] = new int[transaction.writtenKeys().length];
      List<Read> distinct = transaction.reads().stream().distinct().toList();
      readKeys[transaction.id()] = distinct.stream().mapToInt(Read::key).toArray();
      readFrom[transaction.id()] = distinct.stream().mapToInt(Read::writer).toArray();
    }
    for (int id = 0; id < size; id++) {
      countReads(id, 1);
    }
    SplittableRandom random = new SplittableRandom(size);
    fingerprintHigh = random.longs(size).toArray();
    fingerprintLow = random.longs(size).toArray();
    order = new int[size];
    replaced = new int[size][];
    hadAlternatives = new boolean[size];
  }

  private static long endNanos(Transaction transaction) {
    return transaction.operation().isOk()
        ? transaction.operation().completedNanos()
        : Long.MAX_VALUE;
  }

  /** Searches. */
  Result search() {
    for (int id = 0; id < history.size(); id++) {
      if (predecessorsLeft[id] == 0) {
        readyLike(id).add(rankOf[id]);
      }
    }
    int depth = 0;
    int triedRank = -1;
    long high = 0;
    long low = 0;
    while (depth < history.size()) {
      int reader = triedRank < 0 ? nextReader() : -1;
      int rank = reader >= 0 ? reader : nextWriter(triedRank);
      if (looks > maxLooks || failedSets.size() > MAX_FAILED_SETS) {
        return Result.GAVE_UP;
      }
      if (rank >= 0) {
        int id = byRank[rank];
        high ^= fingerprintHigh[id];
        low ^= fingerprintLow[id];
        if (!failedSets.isEmpty() && failedSets.contains(new Fingerprint(high, low))) {
          high ^= fingerprintHigh[id];
          low ^= fingerprintLow[id];
          triedRank = reader >= 0 ? history.size() : rank;
          continue;
        }
        hadAlternatives[depth] = reader < 0;
        order[depth++] = id;
        execute(id, depth - 1);
        triedRank = -1;
      } else {
        failedSets.add(new Fingerprint(high, low));
        if (depth == 0) {
          return Result.NONE;
        }
        int id = order[--depth];
        undo(id, depth);
        high ^= fingerprintHigh[id];
        low ^= fingerprintLow[id];
        triedRank = hadAlternatives[depth] ? rankOf[id] : history.size();
      }
    }
    verify();
    return Result.FOUND;
  }

  /**
   * The next that only reads. What it reads is still there: those it read from have come before it,
   * and nobody may replace what it has yet to read.
   */
  private int nextReader() {
    if (readyReaders.isEmpty()) {
      return -1;
    }
    int rank = readyReaders.first();
    if (!canComeNext(byRank[rank])) {
      throw new IllegalStateException("A version was replaced before all its readers had come.");
    }
    return rank;
  }

  private int nextWriter(int afterRank) {
    for (int rank : readyWriters.tailSet(afterRank, false)) {
      if (canComeNext(byRank[rank])) {
        return rank;
      }
    }
    return -1;
  }

  private NavigableSet<Integer> readyLike(int id) {
    return history.transaction(id).writtenKeys().length == 0 ? readyReaders : readyWriters;
  }

  private boolean canComeNext(int id) {
    looks++;
    for (int i = 0; i < readKeys[id].length; i++) {
      if (newest[readKeys[id][i]] != readFrom[id][i]) {
        return false;
      }
    }
    for (int key : history.transaction(id).writtenKeys()) {
      int others = readersLeft(newest[key], key);
      for (int i = 0; others > 0 && i < readKeys[id].length; i++) {
        others -= readKeys[id][i] == key ? 1 : 0;
      }
      if (others > 0) {
        return false;
      }
    }
    return true;
  }

  private int readersLeft(int writer, int key) {
    return writer == Transaction.INITIAL
        ? initialReadersLeft[key]
        : readersLeft[writer][place(writer, key)];
  }

  private int place(int writer, int key) {
    return Arrays.binarySearch(history.transaction(writer).writtenKeys(), key);
  }

  private void countReads(int id, int difference) {
    for (int i = 0; i < readKeys[id].length; i++) {
      int writer = readFrom[id][i];
      if (writer == Transaction.INITIAL) {
        initialReadersLeft[readKeys[id][i]] += difference;
      } else {
        readersLeft[writer][place(writer, readKeys[id][i])] += difference;
      }
    }
  }

  private void execute(int id, int depth) {
    countReads(id, -1);
    int[] written = history.transaction(id).writtenKeys();
    replaced[depth] = new int[written.length];
    for (int i = 0; i < written.length; i++) {
      replaced[depth][i] = newest[written[i]];
      newest[written[i]] = id;
    }
    readyLike(id).remove(rankOf[id]);
    for (int place = constraints.firstEdge(id); place < constraints.firstEdge(id + 1); place++) {
      int next = constraints.target(place);
      if (--predecessorsLeft[next] == 0) {
        readyLike(next).add(rankOf[next]);
      }
    }
  }

  private void undo(int id, int depth) {
    for (int place = constraints.firstEdge(id); place < constraints.firstEdge(id + 1); place++) {
      int next = constraints.target(place);
      if (predecessorsLeft[next]++ == 0) {
        readyLike(next).remove(rankOf[next]);
      }
    }
    readyLike(id).add(rankOf[id]);
    int[] written = history.transaction(id).writtenKeys();
    for (int i = 0; i < written.length; i++) {
      newest[written[i]] = replaced[depth][i];
    }
    countReads(id, 1);
  }

  /** Executes the order that was found: an answer that nobody needs to believe. */
  private void verify() {
    int[] state = new int[history.keys().size()];
    Arrays.fill(state, Transaction.INITIAL);
    int[] placeOf = new int[history.size()];
    for (int place = 0; place < order.length; place++) {
      Transaction transaction = history.transaction(order[place]);
      placeOf[transaction.id()] = place;
      for (Read read : transaction.reads()) {
        if (state[read.key()] != read.writer()) {
          throw new IllegalStateException(
              "The serial order that was found does not explain a read.");
        }
      }
      Arrays.stream(transaction.writtenKeys()).forEach(key -> state[key] = transaction.id());
    }
    for (int edge = 0; edge < constraints.edges().size(); edge++) {
      if (placeOf[constraints.edges().from(edge)] >= placeOf[constraints.edges().to(edge)]) {
        throw new IllegalStateException("The serial order that was found breaks a constraint.");
      }
    }
  }
}
