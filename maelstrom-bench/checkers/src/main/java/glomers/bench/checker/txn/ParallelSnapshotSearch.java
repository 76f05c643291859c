package glomers.bench.checker.txn;

import glomers.bench.checker.txn.Transaction.Read;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides parallel snapshot isolation by its axioms (Cerone, Bernardi and Gotsman, CONCUR 2015): is
 * there an order of visibility in which everybody sees whom it read from, of two that write one key
 * one sees the other, and a read returns the last write of the key that is seen?
 *
 * <p>From the reads it follows which of two writers comes first in most cases: if u is seen by one
 * who read a key from w, and writes the key, then w sees u; and if u sees w, one who read from w
 * and writes the key, too, is seen by u. What is left open is chosen, first by the times of the
 * ends; where that leads nowhere, small histories are searched to the end, and large ones given up.
 * Used once.
 */
final class ParallelSnapshotSearch {
  /** The bits of all pairs have to fit into this: 50 MB. */
  private static final int MAX_SIZE = 20_000;

  private static final int MAX_SIZE_SEARCHED = 300;
  private static final int MAX_CHOICES = 20_000;
  private static final long MAX_STEPS = 300_000_000;

  private final TxnHistory history;

  /** For every key its writers, by the ends of their operations. */
  private final List<int[]> writers;

  private int choices;
  private long looks;

  private record Pair(int one, int other) {}

  ParallelSnapshotSearch(TxnHistory history) {
    this.history = history;
    this.writers =
        java.util.stream.IntStream.range(0, history.keys().size())
            .mapToObj(key ->
                history
                    .writersOf(key)
                    .boxed()
                    .sorted(Comparator.comparingLong(this::endNanos).thenComparing(id -> id))
                    .mapToInt(id -> id)
                    .toArray())
            .toList();
  }

  private long endNanos(int id) {
    return history.transaction(id).operation().isOk()
        ? history.transaction(id).operation().completedNanos()
        : Long.MAX_VALUE;
  }

  SerialOrderSearch.Result search() {
    if (history.size() > MAX_SIZE) {
      return SerialOrderSearch.Result.GAVE_UP;
    }
    Edges reads = new Edges();
    for (Transaction transaction : history.transactions()) {
      for (Read read : transaction.reads()) {
        if (!read.isInitial()) {
          reads.add(read.writer(), transaction.id(), EdgeKind.WRITE_READ);
        }
      }
    }
    Graph graph = new Graph(history.size(), reads);
    Optional<int[]> order = graph.topologicalOrder();
    if (order.isEmpty()) {
      return SerialOrderSearch.Result.NONE;
    }
    Visibility visibility = new Visibility(graph, order.get());
    if (!addWhatFollows(visibility)) {
      return isExhausted(visibility)
          ? SerialOrderSearch.Result.GAVE_UP
          : SerialOrderSearch.Result.NONE;
    }
    if (history.size() <= MAX_SIZE_SEARCHED) {
      return choose(visibility);
    }
    return chooseByTime(visibility)
        ? SerialOrderSearch.Result.FOUND
        : SerialOrderSearch.Result.GAVE_UP;
  }

  private boolean isExhausted(Visibility visibility) {
    return visibility.steps() + looks > MAX_STEPS;
  }

  /**
   * Adds what follows from the reads, until nothing does; false if they contradict it, or there is
   * no time left.
   */
  private boolean addWhatFollows(Visibility visibility) {
    boolean hasGrown = true;
    while (hasGrown) {
      if (isExhausted(visibility)) {
        return false;
      }
      hasGrown = false;
      for (Transaction reader : history.transactions()) {
        for (Read read : reader.reads()) {
          looks += writers.get(read.key()).length;
          for (int other : writers.get(read.key())) {
            if (other == reader.id() || other == read.writer()) {
              continue;
            }
            if (visibility.sees(reader.id(), other)) {
              if (read.isInitial()) {
                return false;
              }
              if (!visibility.sees(read.writer(), other)) {
                if (!visibility.add(other, read.writer())) {
                  return false;
                }
                hasGrown = true;
              }
            } else if (reader.writes(read.key())
                && (read.isInitial() || visibility.sees(other, read.writer()))
                && !visibility.sees(other, reader.id())) {
              if (!visibility.add(reader.id(), other)) {
                return false;
              }
              hasGrown = true;
            }
          }
        }
      }
    }
    return true;
  }

  /** Two that write one key and don't see each other. */
  private Optional<Pair> open(Visibility visibility) {
    for (int[] ofKey : writers) {
      for (int i = 0; i < ofKey.length; i++) {
        for (int j = i + 1; j < ofKey.length; j++) {
          if (!visibility.sees(ofKey[i], ofKey[j]) && !visibility.sees(ofKey[j], ofKey[i])) {
            return Optional.of(new Pair(ofKey[i], ofKey[j]));
          }
        }
      }
    }
    return Optional.empty();
  }

  private SerialOrderSearch.Result choose(Visibility visibility) {
    Optional<Pair> pair = open(visibility);
    if (pair.isEmpty()) {
      return SerialOrderSearch.Result.FOUND;
    }
    int one = pair.get().one();
    int other = pair.get().other();
    for (int[] choice : new int[][] {{one, other}, {other, one}}) {
      if (++choices > MAX_CHOICES) {
        return SerialOrderSearch.Result.GAVE_UP;
      }
      Visibility next = visibility.copy();
      if (next.add(choice[0], choice[1]) && addWhatFollows(next)) {
        SerialOrderSearch.Result result = choose(next);
        if (result != SerialOrderSearch.Result.NONE) {
          return result;
        }
      } else if (isExhausted(next)) {
        return SerialOrderSearch.Result.GAVE_UP;
      }
    }
    return SerialOrderSearch.Result.NONE;
  }

  /** Takes whichever choice does no harm at once; false if neither does, or it takes too long. */
  private boolean chooseByTime(Visibility visibility) {
    for (int[] ofKey : writers) {
      for (int i = 0; i < ofKey.length; i++) {
        for (int j = i + 1; j < ofKey.length; j++) {
          int one = ofKey[i];
          int other = ofKey[j];
          if (!visibility.sees(one, other)
              && !visibility.sees(other, one)
              && !isChosen(visibility, one, other)
              && !isChosen(visibility, other, one)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean isChosen(Visibility visibility, int earlier, int later) {
    visibility.mark();
    if (visibility.add(earlier, later) && addWhatFollows(visibility)) {
      return true;
    }
    visibility.takeBack();
    return false;
  }
}
