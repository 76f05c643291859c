package glomers.bench.checker.txn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which transactions each transaction sees: a strict partial order that only grows, one bit for
 * each pair. What was added since the last {@link #mark} can be taken back. Not thread-safe.
 */
final class Visibility {
  private final int size;
  private final long[][] seen;
  private Optional<Map<Integer, long[]>> sinceMark = Optional.empty();
  private long steps;

  /**
   * Closes a graph.
   *
   * @param graph must be acyclic
   * @param order its transactions, each after all that lead to it
   */
  Visibility(Graph graph, int[] order) {
    size = graph.size();
    seen = new long[size][(size + Long.SIZE - 1) / Long.SIZE];
    for (int id : order) {
      for (int place = graph.firstEdge(id); place < graph.firstEdge(id + 1); place++) {
        join(seen[graph.target(place)], id);
      }
    }
  }

  private Visibility(Visibility other) {
    size = other.size;
    seen = new long[size][];
    for (int id = 0; id < size; id++) {
      seen[id] = other.seen[id].clone();
    }
  }

  Visibility copy() {
    return new Visibility(this);
  }

  /** How much work it was so far, in words of memory. */
  long steps() {
    return steps;
  }

  boolean sees(int later, int earlier) {
    return (seen[later][earlier >> 6] & 1L << earlier) != 0;
  }

  /** Lets one see another, and all that this one sees; false if that would be a cycle. */
  boolean add(int earlier, int later) {
    if (earlier == later || sees(earlier, later)) {
      return false;
    }
    for (int id = 0; id < size; id++) {
      if ((id == later || sees(id, later)) && !sees(id, earlier)) {
        int changed = id;
        sinceMark.ifPresent(rows ->
            rows.computeIfAbsent(changed, row -> Arrays.copyOf(seen[row], seen[row].length)));
        join(seen[id], earlier);
      }
    }
    steps += size;
    return true;
  }

  private void join(long[] row, int earlier) {
    long[] other = seen[earlier];
    for (int word = 0; word < row.length; word++) {
      row[word] |= other[word];
    }
    row[earlier >> 6] |= 1L << earlier;
    steps += row.length;
  }

  /** From now on all can be taken back. */
  void mark() {
    sinceMark = Optional.of(new HashMap<>());
  }

  /** Takes back what was added since the mark. */
  void takeBack() {
    sinceMark.orElseThrow().forEach((id, row) -> seen[id] = row);
    mark();
  }
}
