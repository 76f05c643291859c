package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import java.util.List;

/** What a search came to. */
public sealed interface Decision {

  /**
   * How many situations it looked at: which operations were placed, and the state that this led to.
   */
  int configurations();

  /**
   * There is an order.
   *
   * @param order it. Operations of unknown outcome that need not have happened are left out
   */
  record Linearizable(List<Operation> order, int configurations) implements Decision {}

  /**
   * There is none.
   *
   * @param prefix the longest part that could be ordered, in that order
   * @param unplaced the operation that no order has room for: its answer is not that of any state
   *     that the object could have had before it ended
   * @param concurrent what else was under way when it ended, and is not in the prefix
   * @param states all states that the object could have had then, in words
   */
  record Refused(
      List<Operation> prefix,
      Operation unplaced,
      List<Operation> concurrent,
      List<String> states,
      int configurations)
      implements Decision {}

  /**
   * The search gave up.
   *
   * @param placed how many of the completed operations, in the order of their ends, it has got
   *     behind it: there is an order for those
   * @param total how many there are
   * @param reason which limit ended it, in words
   */
  record GaveUp(int placed, int total, String reason, int configurations) implements Decision {}
}
