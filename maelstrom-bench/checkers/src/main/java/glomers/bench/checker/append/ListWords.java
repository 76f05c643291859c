package glomers.bench.checker.append;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Puts transactions and lists into words. A transaction is called T and its operation's index. */
final class ListWords {
  private static final int MAX_ELEMENTS = 8;
  private static final int MAX_NAMES = 8;

  private final ListHistory history;

  ListWords(ListHistory history) {
    this.history = history;
  }

  String name(int transaction) {
    return "T" + history.operation(transaction).index();
  }

  String names(List<Integer> transactions) {
    String names =
        transactions.stream().limit(MAX_NAMES).map(this::name).collect(Collectors.joining(", "));
    return transactions.size() > MAX_NAMES
        ? names + " and " + (transactions.size() - MAX_NAMES) + " more"
        : names;
  }

  /** A list, or its end if it is long. */
  String list(JsonNode list) {
    if (list.size() <= MAX_ELEMENTS) {
      return list.isNull() ? "null" : list.toString();
    }
    List<String> end = new ArrayList<>();
    for (int place = list.size() - MAX_ELEMENTS; place < list.size(); place++) {
      end.add(list.get(place).toString());
    }
    return "[" + (list.size() - MAX_ELEMENTS) + " more, " + String.join(",", end) + "]";
  }

  /** The longest list of a key that anybody read. */
  JsonNode longestList(int key) {
    JsonNode longest = null;
    for (JsonNode each : history.operation(history.longestReader(key)).output()) {
      if (!MicroOperations.isAppend(each)
          && history.keyNumber(MicroOperations.key(each)) == key
          && (longest == null || MicroOperations.value(each).size() > longest.size())) {
        longest = MicroOperations.value(each);
      }
    }
    return longest;
  }

  /**
   * A list that a transaction read of a key, which ends with an element, or else has it; {@link
   * ListHistory#NONE} is the end of an empty one.
   */
  JsonNode listEndingWith(int transaction, int key, int last) {
    Optional<JsonNode> other = Optional.empty();
    for (JsonNode each : history.operation(transaction).output()) {
      JsonNode list = MicroOperations.value(each);
      if (!MicroOperations.isAppend(each) && history.keyNumber(MicroOperations.key(each)) == key) {
        if (lastElement(key, list) == last) {
          return list;
        }
        other = Optional.of(list);
      }
    }
    return other.orElseThrow(
        () -> new IllegalStateException(name(transaction) + " read no such list."));
  }

  private int lastElement(int key, JsonNode list) {
    return list.isEmpty()
        ? ListHistory.NONE
        : history.element(key, list.get(list.size() - 1)).orElse(ListHistory.NONE);
  }
}
