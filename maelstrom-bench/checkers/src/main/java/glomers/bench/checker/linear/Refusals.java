package glomers.bench.checker.linear;

import glomers.bench.checker.Anomaly;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a search that found no order says, for people. */
final class Refusals {

  private static final int MAX_STATES_NAMED = 8;

  /** How much of what could be ordered is shown. */
  private static final int MAX_OPERATIONS_BEFORE = 12;

  private Refusals() {}

  static String describe(Decision.Refused refused) {
    Operation unplaced = refused.unplaced();
    return String.format(
        Locale.ROOT,
        "no order has room for the %s of %s from %.3f s to %.3f s (operation %d): when it ended, after %s"
            + " in order, %s",
        Timeline.action(unplaced).words(),
        unplaced.node(),
        unplaced.invokedNanos() / 1e9,
        unplaced.completedNanos() / 1e9,
        unplaced.index(),
        operations(refused.prefix().size()),
        states(refused.states()));
  }

  private static String operations(int count) {
    return count == 1 ? "1 operation" : String.format(Locale.ROOT, "%,d operations", count);
  }

  private static String states(List<String> states) {
    return states.size() == 1
        ? "the state could only be " + states.getFirst()
        : "the state could be "
            + String.join(" or ", states.stream().limit(MAX_STATES_NAMED).toList())
            + (states.size() > MAX_STATES_NAMED ? " or …" : "");
  }

  static String describe(Decision.GaveUp gaveUp) {
    return String.format(
        Locale.ROOT,
        "the search for an order was given up after %s; the first %,d of %,d completed operations"
            + " can be ordered",
        gaveUp.reason(),
        gaveUp.placed(),
        gaveUp.total());
  }

  static Anomaly.NoOrder noOrder(Decision.Refused refused) {
    return new Anomaly.NoOrder(
        refused.prefix().stream().map(Operation::index).toList(),
        refused.unplaced().index(),
        refused.concurrent().stream().map(Operation::index).toList(),
        refused.states());
  }

  /** The end of what could be ordered, the operation that could not, and what was under way. */
  static List<Operation> shown(Decision.Refused refused) {
    List<Operation> prefix = refused.prefix();
    List<Operation> shown =
        new ArrayList<>(
            prefix.subList(Math.max(0, prefix.size() - MAX_OPERATIONS_BEFORE), prefix.size()));
    shown.add(refused.unplaced());
    refused.concurrent().stream().limit(MAX_OPERATIONS_BEFORE).forEach(shown::add);
    return shown;
  }
}
