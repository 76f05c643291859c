package glomers.bench.checker.append;

import glomers.bench.checker.LongIntMap;
import glomers.bench.checker.txn.CanonicalJson;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * A history of transactions on lists, in numbers: transactions by their place among the operations,
 * keys and elements in the order in which they were met. A million transactions take some dozens of
 * megabytes beside the operations themselves. Not thread-safe.
 *
 * <p>The versions of a key are the prefixes of its longest list that anybody read. Elements that
 * nobody read come after all of these.
 */
final class ListHistory {

  /** The writer of an element that nobody appended, and the last element of an empty list. */
  static final int NONE = -1;

  private record Named(int key, JsonNode value) {}

  private final List<Operation> operations;

  private final List<JsonNode> keys = new ArrayList<>();
  private final LongIntMap keyByInteger = new LongIntMap();
  private final Map<JsonNode, Integer> keyByValue = new HashMap<>();

  private final List<JsonNode> values = new ArrayList<>();
  private final IntList elementKeys = new IntList();
  private final IntList writers = new IntList();
  private final IntList positions = new IntList();
  private final BitSet intermediate = new BitSet();
  private final LongIntMap elementByInteger = new LongIntMap();
  private final Map<Named, Integer> elementByValue = new HashMap<>();

  /** For every key the elements of its longest list, each once, and who read that list. */
  private final List<int[]> orders = new ArrayList<>();

  private final IntList longestReaders = new IntList();

  private final IntList readers = new IntList();
  private final IntList readKeys = new IntList();
  private final IntList lastElements = new IntList();

  ListHistory(List<Operation> operations) {
    this.operations = operations;
  }

  int size() {
    return operations.size();
  }

  Operation operation(int transaction) {
    return operations.get(transaction);
  }

  /** Whether a transaction may have taken effect. */
  boolean isPossible(int transaction) {
    return transaction != NONE && operations.get(transaction).outcome() != Outcome.FAIL;
  }

  int keyCount() {
    return keys.size();
  }

  JsonNode key(int key) {
    return keys.get(key);
  }

  /** A key's number; it gets one if it has none yet. */
  int keyNumber(JsonNode key) {
    if (key.isIntegralNumber() && key.canConvertToLong()) {
      int known = keyByInteger.putIfAbsent(key.longValue(), keys.size());
      return known == LongIntMap.ABSENT ? addKey(key) : known;
    }
    JsonNode canonical = CanonicalJson.of(key);
    if (canonical.isIntegralNumber() && canonical.canConvertToLong()) {
      return keyNumber(canonical);
    }
    Integer known = keyByValue.putIfAbsent(canonical, keys.size());
    return known == null ? addKey(canonical) : known;
  }

  private int addKey(JsonNode key) {
    keys.add(key);
    orders.add(new int[0]);
    longestReaders.add(NONE);
    return keys.size() - 1;
  }

  int elementCount() {
    return values.size();
  }

  /** An element's number, if it was met. */
  OptionalInt element(int key, JsonNode value) {
    int known;
    if (isSmall(value)) {
      known = elementByInteger.get(packed(key, value));
    } else {
      JsonNode canonical = CanonicalJson.of(value);
      known =
          isSmall(canonical)
              ? elementByInteger.get(packed(key, canonical))
              : elementByValue.getOrDefault(new Named(key, canonical), LongIntMap.ABSENT);
    }
    return known == LongIntMap.ABSENT ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /**
   * Adds an element that was not met before.
   *
   * @param writer who appended it, or {@link #NONE}
   */
  int addElement(int key, JsonNode value, int writer) {
    JsonNode canonical = isSmall(value) ? value : CanonicalJson.of(value);
    if (isSmall(canonical)) {
      elementByInteger.putIfAbsent(packed(key, canonical), values.size());
    } else {
      elementByValue.put(new Named(key, canonical), values.size());
    }
    values.add(value);
    elementKeys.add(key);
    writers.add(writer);
    positions.add(NONE);
    return values.size() - 1;
  }

  private static boolean isSmall(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static long packed(int key, JsonNode value) {
    return (long) key << Integer.SIZE | value.intValue() & 0xFFFF_FFFFL;
  }

  JsonNode value(int element) {
    return values.get(element);
  }

  int keyOf(int element) {
    return elementKeys.get(element);
  }

  int writer(int element) {
    return writers.get(element);
  }

  /** Whether the one who appended an element appended another to the same list later. */
  boolean isIntermediate(int element) {
    return intermediate.get(element);
  }

  void setIntermediate(int element) {
    intermediate.set(element);
  }

  /** An element's place in the order of versions of its key, from 0; {@link #NONE} if unread. */
  int position(int element) {
    return positions.get(element);
  }

  /** The elements of a key that somebody read, in the order of its longest list. */
  int[] order(int key) {
    return orders.get(key);
  }

  /** Who read a key's longest list; {@link #NONE} if nobody read any. */
  int longestReader(int key) {
    return longestReaders.get(key);
  }

  void setOrder(int key, int[] elements, int reader) {
    orders.set(key, elements);
    longestReaders.set(key, reader);
    for (int place = 0; place < elements.length; place++) {
      positions.set(elements[place], place);
    }
  }

  /**
   * The element after which an element was appended, or {@link #NONE}: the one before it in the
   * order of versions, or the last that was read if it never was.
   */
  int previous(int element) {
    int[] order = order(keyOf(element));
    int place = position(element) == NONE ? order.length : position(element);
    return place == 0 ? NONE : order[place - 1];
  }

  /**
   * The last element of a list that ends with one, but for a transaction's own; or {@link #NONE}.
   */
  int lastOfOthers(int last, int transaction) {
    if (writer(last) != transaction) {
      return last;
    }
    int[] order = order(keyOf(last));
    for (int place = position(last) - 1; place >= 0; place--) {
      if (writer(order[place]) != transaction) {
        return order[place];
      }
    }
    return NONE;
  }

  int readCount() {
    return readers.size();
  }

  int reader(int read) {
    return readers.get(read);
  }

  int readKey(int read) {
    return readKeys.get(read);
  }

  /** The last element of the list that was read, or {@link #NONE}. */
  int lastElement(int read) {
    return lastElements.get(read);
  }

  void addRead(int reader, int key, int lastElement) {
    readers.add(reader);
    readKeys.add(key);
    lastElements.add(lastElement);
  }
}
