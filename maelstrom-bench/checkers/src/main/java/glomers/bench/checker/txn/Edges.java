package glomers.bench.checker.txn;

import java.util.Arrays;

/**
 * Edges between transactions, each with its reason, numbered in the order in which they were added.
 */
public final class Edges {
  /** For an edge without a key, or without a third transaction that shows it. */
  public static final int NONE = -1;

  private static final EdgeKind[] KINDS = EdgeKind.values();

  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private byte[] kind = new byte[1024];
  private int[] key = new int[1024];
  private int[] witness = new int[1024];
  private int size;
  private final boolean hasReasons;

  /** No edges yet. */
  public Edges() {
    this(true);
  }

  private Edges(boolean hasReasons) {
    this.hasReasons = hasReasons;
  }

  /**
   * Edges of which only the ends are kept: where there are millions, to see whether any matters.
   */
  public static Edges withoutReasons() {
    return new Edges(false);
  }

  /** Adds an edge without a key. */
  public void add(int before, int after, EdgeKind why) {
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
  public void add(int before, int after, EdgeKind why, int onKey, int shownBy) {
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
      if (hasReasons) {
        kind = Arrays.copyOf(kind, 2 * size);
        key = Arrays.copyOf(key, 2 * size);
        witness = Arrays.copyOf(witness, 2 * size);
      }
    }
    from[size] = before;
    to[size] = after;
    if (hasReasons) {
      kind[size] = (byte) why.ordinal();
      key[size] = onKey;
      witness[size] = shownBy;
    }
    size++;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The transaction that an edge begins at. */
  public int from(int edge) {
    return from[edge];
  }

  /** The transaction that an edge leads to. */
  public int to(int edge) {
    return to[edge];
  }

  /** The reason for an edge. */
  public EdgeKind kind(int edge) {
    return KINDS[kind[edge]];
  }

  /** The key that is the reason for an edge, or {@link #NONE}. */
  public int key(int edge) {
    return key[edge];
  }

  /** What shows an edge, as it was given when it was added. */
  public int witness(int edge) {
    return witness[edge];
  }
}
