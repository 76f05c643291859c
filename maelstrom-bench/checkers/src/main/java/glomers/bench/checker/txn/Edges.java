package glomers.bench.checker.txn;

import java.util.Arrays;

/**
 * Edges between transactions, each with its reason, numbered in the order in which they were added.
 */
final class Edges {
  /** For an edge without a key, or without a third transaction that shows it. */
  static final int NONE = -1;

  private static final EdgeKind[] KINDS = EdgeKind.values();

  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private byte[] kind = new byte[1024];
  private int[] key = new int[1024];
  private int[] witness = new int[1024];
  private int size;

  /** Adds an edge without a key. */
  void add(int before, int after, EdgeKind why) {
    add(before, after, why, NONE, NONE);
  }

  /**
   * Adds an edge.
   *
   * @param before the earlier transaction
   * @param after the later one
   * @param why the reason
   * @param onKey the key that is the reason, or {@link #NONE}
   * @param shownBy the third transaction that is the reason, or {@link #NONE}; for {@link
   *     EdgeKind#READ_WRITE} the writer of what was read, or {@link Transaction#INITIAL}
   */
  void add(int before, int after, EdgeKind why, int onKey, int shownBy) {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
      kind = Arrays.copyOf(kind, 2 * size);
      key = Arrays.copyOf(key, 2 * size);
      witness = Arrays.copyOf(witness, 2 * size);
    }
    from[size] = before;
    to[size] = after;
    kind[size] = (byte) why.ordinal();
    key[size] = onKey;
    witness[size] = shownBy;
    size++;
  }

  int size() {
    return size;
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  EdgeKind kind(int edge) {
    return KINDS[kind[edge]];
  }

  int key(int edge) {
    return key[edge];
  }

  int witness(int edge) {
    return witness[edge];
  }
}
