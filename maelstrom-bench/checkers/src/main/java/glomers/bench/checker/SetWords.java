package glomers.bench.checker;

import glomers.bench.checker.SetChecker.Addition;
import glomers.bench.history.Operation;
import java.util.List;
import java.util.Locale;

/** Puts operations on a set into words, each with its node, its time and its number. */
final class SetWords {

  private SetWords() {}

  static String read(Operation read) {
    return String.format(
        Locale.ROOT,
        "the %sread of %s begun after %.3f s (operation %d)",
        read.isFinal() ? "final " : "",
        read.node(),
        read.invokedNanos() / 1e9,
        read.index());
  }

  static String added(Addition addition, Operation operation) {
    return String.format(
        Locale.ROOT,
        "%s, %s %s after %.3f s (operation %d)",
        operation.input(),
        addition.doneAt(),
        operation.node(),
        operation.invokedNanos() / 1e9,
        operation.index());
  }

  /** Nodes as in {@code n0, n1 and n2}. */
  static String nodes(List<String> nodes) {
    return nodes.size() == 1
        ? nodes.getFirst()
        : String.join(", ", nodes.subList(0, nodes.size() - 1)) + " and " + nodes.getLast();
  }
}
