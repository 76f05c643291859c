package glomers.bench.checker.append;

import glomers.bench.checker.Subject;
import glomers.bench.checker.txn.CanonicalJson;
import glomers.bench.checker.txn.Findings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is wrong with single reads, and with what was appended after them, and tells the
 * history what each read saw. Used once.
 */
final class ListReads {

  private final ListHistory history;
  private final ListFaults faults;
  private final OwnReads own;
  private final ListUpdates updates;
  private final ListWords words;

  /** For each key, by the length of a prefix of its longest list, how much in it failed. */
  private final int[][] failedUpTo;

  /** For each key the first place of its longest list that has an element again. */
  private final int[] firstDuplicate;

  private final JsonNode[] longest;
  private final Map<Integer, Integer> firstIncompatible = new LinkedHashMap<>();

  ListReads(ListHistory history, Findings findings) {
    this.history = history;
    this.faults = new ListFaults(history, findings);
    this.own = new OwnReads(history, faults);
    this.words = new ListWords(history);
    int keys = history.keyCount();
    failedUpTo = new int[keys][];
    firstDuplicate = new int[keys];
    longest = new JsonNode[keys];
    updates = new ListUpdates(history, faults, longest);
    for (int key = 0; key < keys; key++) {
      firstDuplicate[key] = Integer.MAX_VALUE;
      failedUpTo[key] = new int[1];
      if (history.longestReader(key) != ListHistory.NONE) {
        prepare(key);
      }
    }
  }

  private void prepare(int key) {
    longest[key] = words.longestList(key);
    int size = longest[key].size();
    failedUpTo[key] = new int[size + 1];
    Set<Integer> seen = new HashSet<>();
    for (int place = 0; place < size; place++) {
      int element = history.element(key, longest[key].get(place)).orElseThrow();
      failedUpTo[key][place + 1] = failedUpTo[key][place] + (faults.isFailed(element) ? 1 : 0);
      if (!seen.add(element)) {
        firstDuplicate[key] = Math.min(firstDuplicate[key], place);
      }
    }
    for (int element : history.order(key)) {
      if (history.writer(element) == ListHistory.NONE) {
        thinAir(history.longestReader(key), key, history.value(element));
      }
    }
  }

  /** Adds all reads of a transaction. */
  void add(int id) {
    JsonNode output = history.operation(id).output();
    boolean hasInternal = false;
    boolean hasFuture = false;
    for (int place = 0; place < output.size(); place++) {
      JsonNode each = output.get(place);
      int key = history.keyNumber(MicroOperations.key(each));
      if (MicroOperations.isAppend(each)) {
        updates.update(id, output, place, key);
        continue;
      }
      JsonNode list = MicroOperations.value(each);
      if (place > 0 && !hasInternal) {
        hasInternal = own.internal(id, output, place, key, list);
      }
      if (place + 1 < output.size() && !hasFuture) {
        hasFuture = own.future(id, output, place, key, list);
      }
      read(id, key, list);
    }
  }

  private void read(int id, int key, JsonNode list) {
    if (list.isEmpty()) {
      history.addRead(id, key, ListHistory.NONE);
      return;
    }
    int last;
    if (Lists.isPrefix(list, longest[key])) {
      last = history.element(key, list.get(list.size() - 1)).orElseThrow();
      if (failedUpTo[key][list.size()] > 0) {
        abortedReads(id, key, list);
      }
      if (firstDuplicate[key] < list.size()) {
        duplicates(id, key, list);
      }
    } else {
      firstIncompatible.merge(
          key, id, (one, other) -> sizeOfRead(one, key) <= list.size() ? one : other);
      last = readApart(id, key, list);
    }
    history.addRead(id, key, last);
    if (history.isIntermediate(last) && history.writer(last) != id) {
      int writer = history.writer(last);
      faults.add(
          Fault.INTERMEDIATE_READ,
          Subject.ofVersion(history.key(key), history.value(last)),
          () ->
              "%s read key %s as %s, an intermediate state: %s, which appended %s, appended more."
                  .formatted(
                      words.name(id),
                      history.key(key),
                      words.list(list),
                      words.name(writer),
                      history.value(last)),
          writer,
          id);
    }
  }

  private int sizeOfRead(int id, int key) {
    int size = Integer.MAX_VALUE;
    for (JsonNode each : history.operation(id).output()) {
      JsonNode list = MicroOperations.value(each);
      if (!MicroOperations.isAppend(each)
          && history.keyNumber(MicroOperations.key(each)) == key
          && !Lists.isPrefix(list, longest[key])) {
        size = Math.min(size, list.size());
      }
    }
    return size;
  }

  /** A list that no other confirms. */
  private int readApart(int id, int key, JsonNode list) {
    Set<Integer> seen = new HashSet<>();
    boolean hasDuplicates = false;
    int last = ListHistory.NONE;
    for (JsonNode value : list) {
      int known = history.element(key, value).orElse(ListHistory.NONE);
      if (known == ListHistory.NONE) {
        thinAir(id, key, value);
        known = history.addElement(key, value, ListHistory.NONE);
      }
      last = known;
      hasDuplicates |= !seen.add(last);
    }
    if (hasDuplicates) {
      duplicates(id, key, list);
    }
    abortedReads(id, key, list);
    return last;
  }

  private void thinAir(int id, int key, JsonNode value) {
    faults.add(
        Fault.THIN_AIR_READ,
        Subject.ofVersion(history.key(key), value),
        () ->
            "%s read %s in the list of key %s, which nobody appended."
                .formatted(words.name(id), value, history.key(key)),
        id);
  }

  private void abortedReads(int id, int key, JsonNode list) {
    for (JsonNode value : list) {
      int element = history.element(key, value).orElseThrow();
      if (faults.isFailed(element)) {
        int writer = history.writer(element);
        faults.add(
            Fault.ABORTED_READ,
            Subject.ofVersion(history.key(key), value),
            () ->
                "%s read key %s as %s: %s was appended by %s, which aborted."
                    .formatted(
                        words.name(id),
                        history.key(key),
                        words.list(list),
                        value,
                        words.name(writer)),
            writer,
            id);
      }
    }
  }

  private void duplicates(int id, int key, JsonNode list) {
    faults.add(
        Fault.DUPLICATE_ELEMENTS,
        Subject.ofKey(history.key(key)),
        () -> {
          Set<JsonNode> seen = new HashSet<>();
          Set<JsonNode> again = new LinkedHashSet<>();
          list.forEach(value -> {
            if (!seen.add(CanonicalJson.of(value))) {
              again.add(value);
            }
          });
          return "%s read key %s as %s, which has %s more than once."
              .formatted(words.name(id), history.key(key), words.list(list), again);
        },
        id);
  }

  /** Notes what shows only when all reads are known. */
  void finish() {
    firstIncompatible.forEach(this::incompatible);
    for (int key = 0; key < history.keyCount(); key++) {
      dirtyUpdates(key);
    }
    updates.finish();
  }

  private void incompatible(int key, int id) {
    int other = history.longestReader(key);
    faults.add(
        Fault.INCOMPATIBLE_ORDER,
        Subject.ofKey(history.key(key)),
        () ->
            "Key %s had no one order of appends: %s read %s, and %s read %s."
                .formatted(
                    history.key(key),
                    words.name(id),
                    words.list(apart(id, key)),
                    words.name(other),
                    words.list(longest[key])),
        id,
        other);
  }

  private JsonNode apart(int id, int key) {
    for (JsonNode each : history.operation(id).output()) {
      if (!MicroOperations.isAppend(each)
          && history.keyNumber(MicroOperations.key(each)) == key
          && !Lists.isPrefix(MicroOperations.value(each), longest[key])) {
        return MicroOperations.value(each);
      }
    }
    throw new IllegalStateException("T" + id + " read no list that contradicts the others.");
  }

  /** A version that took effect, later than one of an aborted transaction. */
  private void dirtyUpdates(int key) {
    int aborted = ListHistory.NONE;
    for (int element : history.order(key)) {
      int writer = history.writer(element);
      if (writer == ListHistory.NONE) {
        continue;
      }
      if (faults.isFailed(element)) {
        aborted = aborted == ListHistory.NONE ? element : aborted;
      } else if (history.operation(writer).isOk() && aborted != ListHistory.NONE) {
        int first = aborted;
        faults.add(
            Fault.DIRTY_UPDATE,
            new Subject(List.of(faults.item(first), faults.item(element)), Optional.empty()),
            () ->
                "%s aborted, yet %s appended %s behind its %s in the list of key %s."
                    .formatted(
                        words.name(history.writer(first)),
                        words.name(writer),
                        history.value(element),
                        history.value(first),
                        history.key(key)),
            history.writer(first),
            writer,
            history.longestReader(key));
        aborted = ListHistory.NONE;
      } else if (history.operation(writer).isOk()) {
        aborted = ListHistory.NONE;
      }
    }
  }
}
