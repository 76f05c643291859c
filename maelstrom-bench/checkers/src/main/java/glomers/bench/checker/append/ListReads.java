package glomers.bench.checker.append;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.checker.txn.CanonicalJson;
import glomers.bench.checker.txn.Findings;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is wrong with single reads, and with what was appended after them, and tells the
 * history what each read saw. Used once.
 */
final class ListReads {

  /** Who read a version and appended to it. */
  private record Update(int transaction, int key) {}

  private record Version(int key, JsonNode list) {}

  private final ListHistory history;
  private final Findings findings;
  private final ListWords words;

  /** For each key, by the length of a prefix of its longest list, how much in it failed. */
  private final int[][] failedUpTo;

  /** For each key the first place of its longest list that has an element again. */
  private final int[] firstDuplicate;

  private final JsonNode[] longest;
  private final Map<Integer, Integer> firstIncompatible = new LinkedHashMap<>();
  private final Map<Long, List<Update>> updatersOfPrefix = new LinkedHashMap<>();
  private final Map<Version, List<Update>> updatersOfOther = new LinkedHashMap<>();
  private final Set<Update> lost = new HashSet<>();
  private final List<Update> updates = new ArrayList<>();
  private final IntList updatedPositions = new IntList();

  ListReads(ListHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
    this.words = new ListWords(history);
    int keys = history.keyCount();
    failedUpTo = new int[keys][];
    firstDuplicate = new int[keys];
    longest = new JsonNode[keys];
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
      failedUpTo[key][place + 1] = failedUpTo[key][place] + (isFailed(element) ? 1 : 0);
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

  private boolean isFailed(int element) {
    int writer = history.writer(element);
    return writer != ListHistory.NONE && history.operation(writer).outcome() == Outcome.FAIL;
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
        update(id, output, place, key);
        continue;
      }
      JsonNode list = MicroOperations.value(each);
      if (place > 0 && !hasInternal) {
        hasInternal = internal(id, output, place, key, list);
      }
      if (place + 1 < output.size() && !hasFuture) {
        hasFuture = future(id, output, place, key, list);
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
    if (isPrefix(list, longest[key])) {
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
      add(
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
          && !isPrefix(list, longest[key])) {
        size = Math.min(size, list.size());
      }
    }
    return size;
  }

  private static boolean isPrefix(JsonNode list, JsonNode longer) {
    if (list == longer) {
      return true;
    }
    for (int place = 0; place < list.size(); place++) {
      if (!isEqual(list.get(place), longer.get(place))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(JsonNode one, JsonNode other) {
    if (one.isIntegralNumber()
        && other.isIntegralNumber()
        && one.canConvertToLong()
        && other.canConvertToLong()) {
      return one.longValue() == other.longValue();
    }
    return one.equals(other) || CanonicalJson.of(one).equals(CanonicalJson.of(other));
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
    add(
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
      if (isFailed(element)) {
        int writer = history.writer(element);
        add(
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
    add(
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

  /** Whether a read contradicts what the transaction had read or appended before. */
  private boolean internal(int id, JsonNode output, int place, int key, JsonNode list) {
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
            && before.stream().allMatch(known -> isPrefix(known, list))
            && endsWith(list, appended);
    if (isGood) {
      return false;
    }
    List<JsonNode> expected = new ArrayList<>();
    before.ifPresent(known -> known.forEach(expected::add));
    expected.addAll(appended);
    String beginning = before.isPresent() ? "" : "a list that ends in ";
    Subject subject = Subject.ofKey(history.key(key));
    boolean lacksOwn = appended.stream().anyMatch(value -> !contains(list, value));
    if (lacksOwn) {
      add(
          Fault.LOST_OWN_APPEND,
          subject,
          () ->
              "%s appended %s to key %s and then read %s from it."
                  .formatted(words.name(id), appended, history.key(key), words.list(list)),
          id);
    }
    add(
        Fault.INTERNAL,
        subject,
        () ->
            "%s had to find %s%s at key %s by its own reads and appends, and read %s."
                .formatted(words.name(id), beginning, expected, history.key(key), words.list(list)),
        id);
    return true;
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (isEqual(each, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(JsonNode list, List<JsonNode> end) {
    int start = list.size() - end.size();
    for (int i = 0; i < end.size(); i++) {
      if (start < 0 || !isEqual(list.get(start + i), end.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean future(int id, JsonNode output, int place, int key, JsonNode list) {
    for (int later = place + 1; later < output.size(); later++) {
      JsonNode other = output.get(later);
      if (MicroOperations.isAppend(other)
          && history.keyNumber(MicroOperations.key(other)) == key
          && contains(list, MicroOperations.value(other))) {
        JsonNode value = MicroOperations.value(other);
        add(
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

  /** An append to a list that the transaction had read before: its first one to that key. */
  private void update(int id, JsonNode output, int place, int key) {
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
    if (list.isEmpty() || isPrefix(list, longest[key])) {
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
    firstIncompatible.forEach(this::incompatible);
    for (int key = 0; key < history.keyCount(); key++) {
      dirtyUpdates(key);
    }
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

  private void incompatible(int key, int id) {
    int other = history.longestReader(key);
    add(
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
          && !isPrefix(MicroOperations.value(each), longest[key])) {
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
      if (isFailed(element)) {
        aborted = aborted == ListHistory.NONE ? element : aborted;
      } else if (history.operation(writer).isOk() && aborted != ListHistory.NONE) {
        int first = aborted;
        add(
            Fault.DIRTY_UPDATE,
            new Subject(List.of(item(first), item(element)), Optional.empty()),
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

  private Item item(int element) {
    return Item.version(history.key(history.keyOf(element)), history.value(element));
  }

  private void lostUpdate(List<Update> updaters) {
    lost.addAll(updaters);
    int key = updaters.getFirst().key();
    add(
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
    add(
        Fault.CURSOR,
        new Subject(List.of(item(element)), Optional.empty()),
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

  private void add(Fault fault, Subject subject, Supplier<String> description, int... shown) {
    findings.add(
        fault.type(),
        fault.broken(),
        () ->
            new Anomaly(
                    AnomalyType.ours(fault.type()),
                    description.get(),
                    Arrays.stream(shown).distinct().mapToObj(history::operation).toList())
                .about(subject));
  }
}
