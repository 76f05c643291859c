package glomers.bench.checker.txn;

import java.util.stream.IntStream;

/**
 * The kinds of cycles that Elle tells apart, under its names: by the edges from who read a version
 * to who wrote a later one.
 */
enum CycleKind {
  /** Nothing but writes. */
  G0("G0"),
  /** Writes and reads of what was written. */
  G1C("G1c"),
  /** Once, an older version was read than another had written. */
  G_SINGLE("G-single-item"),
  /** Several times, but never twice in a row. */
  G_NONADJACENT("G-nonadjacent-item"),
  /** Several times. */
  G2("G2-item");

  private final String type;

  CycleKind(String type) {
    this.type = type;
  }

  /** Elle's name, where neither sessions nor real time matter. */
  String type() {
    return type;
  }

  /** The kind of a cycle, given as its edges in order. */
  static CycleKind of(Edges edges, int[] cycle) {
    int readWrites = 0;
    boolean hasTwoInARow = false;
    for (int i = 0; i < cycle.length; i++) {
      if (edges.kind(cycle[i]) == EdgeKind.READ_WRITE) {
        readWrites++;
        hasTwoInARow |= edges.kind(cycle[(i + 1) % cycle.length]) == EdgeKind.READ_WRITE;
      }
    }
    if (readWrites > 1) {
      return hasTwoInARow ? G2 : G_NONADJACENT;
    }
    if (readWrites == 1) {
      return G_SINGLE;
    }
    return IntStream.of(cycle).anyMatch(edge -> edges.kind(edge) == EdgeKind.WRITE_READ) ? G1C : G0;
  }
}
