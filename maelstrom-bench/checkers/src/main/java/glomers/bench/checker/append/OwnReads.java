package glomers.bench.checker.append;

import glomers.bench.checker.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A read agrees with what its own transaction did: with what that had read or appended before, and
 * not with what it appended only later.
 */
final class OwnReads {
  private final ListHistory history;
  private final ListFaults faults;
  private final ListWords words;

  OwnReads(ListHistory history, ListFaults faults) {
    this.history = history;
    this.faults = faults;
    this.words = new ListWords(history);
  }

  /** Whether a read contradicts what the transaction had read or appended before. */
  boolean internal(int id, JsonNode output, int place, int key, JsonNode list) {
    List<JsonNode> appended = new ArrayList<>();
    Optional<JsonNode> before = Optional.empty();
    for (int earlier = place - 1; earlier >= 0 && before.isEmpty(); earlier--) {
      JsonNode other = output.get(earlier);
      if (history.keyNumber(MicroOperations.key(other)) == key) {
        if (MicroOperations.isAppend(other)) {
          appended.addFirst(MicroOperations.value(other));
        } else {
          before = Optional.of(MicroOperations.value(other));
        }
      }
    }
    if (appended.isEmpty() && before.isEmpty()) {
      return false;
    }
    int expectedSize = before.map(JsonNode::size).orElse(0) + appended.size();
    boolean isGood =
        (before.isPresent() ? list.size() == expectedSize : list.size() >= expectedSize)
            && before.stream().allMatch(known -> Lists.isPrefix(known, list))
            && Lists.endsWith(list, appended);
    if (isGood) {
      return false;
    }
    List<JsonNode> expected = new ArrayList<>();
    before.ifPresent(known -> known.forEach(expected::add));
    expected.addAll(appended);
    String beginning = before.isPresent() ? "" : "a list that ends in ";
    Subject subject = Subject.ofKey(history.key(key));
    boolean lacksOwn = appended.stream().anyMatch(value -> !Lists.contains(list, value));
    if (lacksOwn) {
      faults.add(
          Fault.LOST_OWN_APPEND,
          subject,
          () ->
              "%s appended %s to key %s and then read %s from it."
                  .formatted(words.name(id), appended, history.key(key), words.list(list)),
          id);
    }
    faults.add(
        Fault.INTERNAL,
        subject,
        () ->
            "%s had to find %s%s at key %s by its own reads and appends, and read %s."
                .formatted(words.name(id), beginning, expected, history.key(key), words.list(list)),
        id);
    return true;
  }

  /** Whether a read has what the transaction appended only later. */
  boolean future(int id, JsonNode output, int place, int key, JsonNode list) {
    for (int later = place + 1; later < output.size(); later++) {
      JsonNode other = output.get(later);
      if (MicroOperations.isAppend(other)
          && history.keyNumber(MicroOperations.key(other)) == key
          && Lists.contains(list, MicroOperations.value(other))) {
        JsonNode value = MicroOperations.value(other);
        faults.add(
            Fault.FUTURE_READ,
            Subject.ofVersion(history.key(key), value),
            () ->
                "%s read key %s as %s, and appended %s only later."
                    .formatted(words.name(id), history.key(key), words.list(list), value),
            id);
        return true;
      }
    }
    return false;
  }
}
