package glomers.bench.checker;

import glomers.bench.history.Operation;

/**
 * An answer of {@code null} where a list is due. Maelstrom takes it for an empty list; the protocol
 * has no null there, and a client in a language that tells the two apart breaks on it.
 */
public final class NullLists {

  /** What it is called. */
  public static final AnomalyType NULL_FOR_LIST = AnomalyType.ours("null-for-list");

  private NullLists() {}

  /**
   * Says what is wrong, and how to mend it where it mostly comes from.
   *
   * @param answer the part of the answer that is null, as JSON
   * @param mend the beginning of the list in Go
   */
  public static String describe(Operation operation, String answer, String mend) {
    return operation.node()
        + " answered "
        + answer
        + ": null stands where a list is due, if only an empty one, []. Maelstrom takes null for an"
        + " empty list. In Go a nil slice becomes null; begin with "
        + mend;
  }
}
