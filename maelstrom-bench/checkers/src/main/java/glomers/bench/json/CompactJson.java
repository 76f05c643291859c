package glomers.bench.json;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trees that take little room, for those of which there are many: a list of whole numbers, or of
 * pairs of them, is an array of numbers, and an object is one of values beside its keys, which it
 * shares with others that have the same. To whoever reads them they are the trees that they were
 * made from; nobody can change them. Not thread-safe.
 */
public final class CompactJson {

  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  /** So few keys are looked through one by one. */
  private static final int MAX_FEW_KEYS = 3;

  /** How many sets of few keys are kept to be shared: operations have few kinds of values. */
  private static final int MAX_KNOWN = 1_000;

  private final Map<List<String>, Keys> fewKeys = new HashMap<>();
  private Keys lastKeys = new Keys(new String[0]);

  /** The same tree in less room. */
  public JsonNode of(JsonNode tree) {
    return switch (tree) {
      case ArrayNode array when array.size() > 0 -> array(array);
      case ObjectNode object when object.size() > 0 -> object(object);
      default -> tree;
    };
  }

  private JsonNode array(ArrayNode array) {
    if (isPair(array.get(0))) {
      return pairs(array);
    }
    if (!isWhole(array.get(0))) {
      return array;
    }
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode element = array.get(i);
      if (!isWhole(element)) {
        return array;
      }
      numbers[i] = element.longValue();
    }
    return new ArrayNode(FACTORY, Numbers.of(numbers));
  }

  private static JsonNode pairs(ArrayNode array) {
    long[] numbers = new long[2 * array.size()];
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      if (!isPair(element)) {
        return array;
      }
      numbers[2 * i] = element.get(0).longValue();
      numbers[2 * i + 1] = element.get(1).longValue();
    }
    return new ArrayNode(FACTORY, new Pairs(Numbers.of(numbers)));
  }

  private static boolean isPair(JsonNode node) {
    return node.isArray() && node.size() == 2 && isWhole(node.get(0)) && isWhole(node.get(1));
  }

  private static boolean isWhole(JsonNode node) {
    return node.isInt() || node.isLong();
  }

  private JsonNode object(ObjectNode object) {
    JsonNode[] values = new JsonNode[object.size()];
    long[] numbers = new long[values.length];
    int count = 0;
    boolean areWhole = true;
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      JsonNode value = property.getValue();
      areWhole &= isWhole(value);
      numbers[count] = areWhole ? value.longValue() : 0;
      values[count++] = value;
    }
    Keys keys = keys(object);
    if (areWhole) {
      return new ObjectNode(FACTORY, new ByKey(keys, Numbers.of(numbers)));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = of(values[i]);
    }
    return new ObjectNode(FACTORY, new ByKey(keys, Arrays.asList(values)));
  }

  private Keys keys(ObjectNode object) {
    if (object.size() > MAX_FEW_KEYS) {
      if (!lastKeys.areThoseOf(object)) {
        lastKeys = new Keys(object.propertyNames().toArray(String[]::new));
      }
      return lastKeys;
    }
    String[] names = object.propertyNames().toArray(String[]::new);
    List<String> few = Arrays.asList(names);
    Keys known = fewKeys.get(few);
    if (known == null) {
      known = new Keys(names);
      if (fewKeys.size() < MAX_KNOWN) {
        fewKeys.put(few, known);
      }
    }
    return known;
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

  /** Keys in their order. */
  private static final class Keys {
    private final String[] names;
    private Map<String, Integer> places = Map.of();

    Keys(String[] names) {
      this.names = names;
    }

    boolean areThoseOf(ObjectNode object) {
      return object.size() == names.length
          && Arrays.equals(names, object.propertyNames().toArray());
    }

    int place(Object key) {
      if (names.length <= MAX_FEW_KEYS) {
        return Arrays.asList(names).indexOf(key);
      }
      if (places.isEmpty()) {
        places = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
          places.put(names[i], i);
        }
      }
      return places.getOrDefault(key, -1);
    }
  }

  /** Values by their keys. */
  private static final class ByKey extends AbstractMap<String, JsonNode> {
    private final Keys keys;
    private final List<JsonNode> values;

    ByKey(Keys keys, List<JsonNode> values) {
      this.keys = keys;
      this.values = values;
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
