package glomers.bench.json;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trees that take little room: a list of whole numbers, or of pairs of them, is an array of
 * numbers, and an object is one of values beside its keys, which it shares with others that have
 * the same. To whoever reads them they are like all others; nobody can change them.
 */
final class CompactTrees {

  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  /** So few keys are looked through one by one. */
  private static final int MAX_FEW_KEYS = 8;

  private CompactTrees() {}

  /** A list of whole numbers. */
  static JsonNode numbers(long[] numbers) {
    return new ArrayNode(FACTORY, Numbers.of(numbers));
  }

  /** A list of pairs of whole numbers, which are one behind the other. */
  static JsonNode pairs(long[] numbers) {
    return new ArrayNode(FACTORY, new Pairs(Numbers.of(numbers)));
  }

  /** An object whose values are whole numbers, in the order of its keys. */
  static JsonNode object(Keys keys, long[] numbers) {
    return new CompactObject(new ByKey(keys, Numbers.of(numbers)));
  }

  /** An object with its values in the order of its keys. */
  static JsonNode object(Keys keys, JsonNode[] values) {
    return new CompactObject(new ByKey(keys, Arrays.asList(values)));
  }

  /** What an object that was packed is made of; empty for any other. */
  static Optional<ByKey> byKey(JsonNode object) {
    return object instanceof CompactObject compact
        ? Optional.of(compact.content)
        : Optional.empty();
  }

  /** A number of a list; 0 if it is no whole number. */
  static long number(List<JsonNode> list, int place) {
    return list instanceof Numbers numbers ? numbers.number(place) : list.get(place).longValue(0);
  }

  /** Keys in their order, and where each stands. */
  static final class Keys {
    private final String[] names;
    private final int hash;

    /** Places plus one by the names' hashes, with linear probing; none if nobody looks often. */
    private final int[] slots;

    /** Keys that are looked through one by one. */
    Keys(String[] names) {
      this(names, new int[0]);
    }

    private Keys(String[] names, int[] slots) {
      this.names = names;
      this.hash = Arrays.hashCode(names);
      this.slots = slots;
    }

    /** The same, to be looked up in often. */
    Keys indexed() {
      if (names.length <= MAX_FEW_KEYS) {
        return this;
      }
      Keys indexed = new Keys(names, new int[2 * Integer.highestOneBit(2 * names.length)]);
      for (int place = 0; place < names.length; place++) {
        int slot = indexed.slot(names[place]);
        while (indexed.slots[slot] != 0) {
          slot = (slot + 1) & (indexed.slots.length - 1);
        }
        indexed.slots[slot] = place + 1;
      }
      return indexed;
    }

    int count() {
      return names.length;
    }

    private int slot(Object name) {
      int mixed = name.hashCode() * 0x9E3779B9;
      return (mixed ^ mixed >>> 16) & (slots.length - 1);
    }

    /** Whether they are those in a part of an array. */
    boolean are(String[] others, int first, int count) {
      return Arrays.equals(names, 0, names.length, others, first, first + count);
    }

    int place(Object key) {
      if (slots.length == 0) {
        return Arrays.asList(names).indexOf(key);
      }
      for (int slot = slot(key); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
        if (names[slots[slot] - 1].equals(key)) {
          return slots[slot] - 1;
        }
      }
      return -1;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Keys that && Arrays.equals(names, that.names);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Whole numbers, as the nodes that reading them would give. */
  private static final class Numbers extends AbstractList<JsonNode> implements RandomAccess {
    private final int[] small;
    private final long[] large;

    private Numbers(int[] small, long[] large) {
      this.small = small;
      this.large = large;
    }

    static Numbers of(long[] numbers) {
      int[] small = new int[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        small[i] = (int) numbers[i];
        if (small[i] != numbers[i]) {
          return new Numbers(new int[0], numbers);
        }
      }
      return new Numbers(small, new long[0]);
    }

    long number(int place) {
      return large.length == 0 ? small[place] : large[place];
    }

    @Override
    public JsonNode get(int place) {
      return large.length == 0 ? FACTORY.numberNode(small[place]) : Json.number(large[place]);
    }

    @Override
    public int size() {
      return Math.max(small.length, large.length);
    }
  }

  /** Lists of two numbers each. */
  private static final class Pairs extends AbstractList<JsonNode> implements RandomAccess {
    private final Numbers numbers;

    Pairs(Numbers numbers) {
      this.numbers = numbers;
    }

    @Override
    public JsonNode get(int place) {
      return new ArrayNode(FACTORY, numbers.subList(2 * place, 2 * place + 2));
    }

    @Override
    public int size() {
      return numbers.size() / 2;
    }
  }

  /** An object that tells what it is made of. */
  private static final class CompactObject extends ObjectNode {
    private static final long serialVersionUID = 1;
    private final transient ByKey content;

    CompactObject(ByKey content) {
      super(FACTORY, content);
      this.content = content;
    }
  }

  /** Values by their keys. */
  static final class ByKey extends AbstractMap<String, JsonNode> {
    private final Keys keys;
    private final List<JsonNode> values;

    ByKey(Keys keys, List<JsonNode> values) {
      this.keys = keys;
      this.values = values;
    }

    String[] names() {
      return keys.names;
    }

    List<JsonNode> inOrder() {
      return values;
    }

    @Override
    public JsonNode get(Object key) {
      int place = keys.place(key);
      return place < 0 ? null : values.get(place);
    }

    @Override
    public boolean containsKey(Object key) {
      return keys.place(key) >= 0;
    }

    @Override
    public int size() {
      return keys.names.length;
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
          return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
              return next < keys.names.length;
            }

            @Override
            public Entry<String, JsonNode> next() {
              int place = next++;
              return Map.entry(keys.names[place], values.get(place));
            }
          };
        }

        @Override
        public int size() {
          return keys.names.length;
        }
      };
    }
  }
}
