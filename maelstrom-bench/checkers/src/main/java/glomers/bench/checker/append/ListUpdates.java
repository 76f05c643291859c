package glomers.bench.checker.append;

import glomers.bench.checker.Subject;
import glomers.bench.checker.txn.CanonicalJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Transactions that read a list and appended to it: two of them may not start from one version, and
 * nobody else may append in between.
 */
final class ListUpdates {

  /** Who read a version and appended to it. */
  private record Update(int transaction, int key) {}

  private record Version(int key, JsonNode list) {}

  private final ListHistory history;
  private final ListFaults faults;
  private final ListWords words;

  /** The longest list of each key; null of a key that nobody read. */
  private final JsonNode[] longest;

  private final Map<Long, List<Update>> updatersOfPrefix = new LinkedHashMap<>();
  private final Map<Version, List<Update>> updatersOfOther = new LinkedHashMap<>();
  private final Set<Update> lost = new HashSet<>();
  private final List<Update> updates = new ArrayList<>();
  private final IntList updatedPositions = new IntList();

  ListUpdates(ListHistory history, ListFaults faults, JsonNode[] longest) {
    this.history = history;
    this.faults = faults;
    this.words = new ListWords(history);
    this.longest = longest;
  }

  /** An append to a list that the transaction had read before: its first one to that key. */
  void update(int id, JsonNode output, int place, int key) {
    Optional<JsonNode> read = Optional.empty();
    for (int earlier = 0; earlier < place; earlier++) {
      JsonNode other = output.get(earlier);
      if (history.keyNumber(MicroOperations.key(other)) == key) {
        if (MicroOperations.isAppend(other)) {
          return;
        }
        read = read.or(() -> Optional.of(MicroOperations.value(other)));
      }
    }
    if (read.isEmpty()) {
      return;
    }
    JsonNode list = read.get();
    Update update = new Update(id, key);
    if (list.isEmpty() || Lists.isPrefix(list, longest[key])) {
      long version = (long) key << Integer.SIZE | list.size();
      int element = history.element(key, MicroOperations.value(output.get(place))).orElseThrow();
      int position = history.position(element);
      if (position != list.size()) {
        updates.add(update);
        updatedPositions.add(list.size());
        updatersOfPrefix.computeIfAbsent(version, none -> new ArrayList<>()).add(update);
      } else {
        // The one that came next is a rival only if there are others.
        updatersOfPrefix.computeIfAbsent(version, none -> new ArrayList<>(1)).add(update);
      }
    } else {
      updatersOfOther
          .computeIfAbsent(new Version(key, CanonicalJson.of(list)), none -> new ArrayList<>(1))
          .add(update);
    }
  }

  /** Notes what shows only when all reads are known. */
  void finish() {
    Stream.concat(updatersOfPrefix.values().stream(), updatersOfOther.values().stream())
        .filter(updaters -> updaters.size() > 1)
        .forEach(this::lostUpdate);
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      int[] order = history.order(update.key());
      int next = updatedPositions.get(i);
      if (!lost.contains(update)
          && next < order.length
          && history.isPossible(history.writer(order[next]))) {
        cursor(update, order[next]);
      }
    }
  }

  private void lostUpdate(List<Update> updaters) {
    lost.addAll(updaters);
    int key = updaters.getFirst().key();
    faults.add(
        Fault.LOST_UPDATE,
        Subject.ofKey(history.key(key)),
        () ->
            "%s all started from one version of key %s, %s, and appended to it, unseen by each other."
                .formatted(
                    words.names(updaters.stream().map(Update::transaction).toList()),
                    history.key(key),
                    words.list(firstRead(updaters.getFirst()))),
        updaters.stream().mapToInt(Update::transaction).toArray());
  }

  private JsonNode firstRead(Update update) {
    for (JsonNode each : history.operation(update.transaction()).output()) {
      if (!MicroOperations.isAppend(each)
          && history.keyNumber(MicroOperations.key(each)) == update.key()) {
        return MicroOperations.value(each);
      }
    }
    throw new IllegalStateException("An update without a read.");
  }

  private void cursor(Update update, int element) {
    int other = history.writer(element);
    if (other == update.transaction()) {
      return;
    }
    faults.add(
        Fault.CURSOR,
        new Subject(List.of(faults.item(element)), Optional.empty()),
        () ->
            "%s read key %s as %s and appended to it, but %s had appended %s in between."
                .formatted(
                    words.name(update.transaction()),
                    history.key(update.key()),
                    words.list(firstRead(update)),
                    words.name(other),
                    history.value(element)),
        update.transaction(),
        other,
        history.longestReader(update.key()));
  }
}
