package glomers.bench.json;

import glomers.bench.json.CompactTrees.Keys;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values, packed two by two as bytes into large arrays, of which trees are made when somebody asks:
 * for those of which there are millions. Sets of keys that come again are kept once. To whoever
 * reads them they are the trees that they were made from; nobody can change them.
 *
 * <p>Not thread-safe while values are added; afterwards any number of threads may read.
 */
public final class PackedJson {

  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;
  private static final int CHUNK_BYTES = 1 << 18;

  /** Objects with so many keys are kept apart from them, however many sets of keys there are. */
  private static final int MANY_KEYS = 24;

  /** How many sets of fewer keys are kept: operations have few kinds of values. */
  private static final int MAX_KNOWN = 1_000;

  /** So few bytes make trees that may as well be kept. */
  private static final int SMALL = 64;

  /** What a value begins with. */
  private enum Kind {
    NULL,
    MISSING,
    TRUE,
    FALSE,
    WHOLE,
    DOUBLE,
    BIG_INTEGER,
    DECIMAL,
    TEXT,
    LIST,
    NUMBERS,
    PAIRS,
    OBJECT,
    OBJECT_OF_NUMBERS,
    OBJECT_WITH_KEYS,
    OTHER;

    private static final Kind[] ALL = values();
  }

  private final List<byte[]> chunks = new ArrayList<>();
  private final List<Keys> keySets = new ArrayList<>();
  private final Map<Keys, Integer> numbersOfKeySets = new HashMap<>();
  private final PackedBytes lengths = new PackedBytes();
  private final PackedBytes first = new PackedBytes();
  private final PackedBytes second = new PackedBytes();
  private int used = CHUNK_BYTES;
  private int fewKeySets;

  /** Adds two values; returns where they are. */
  public long add(JsonNode one, JsonNode other) {
    first.clear();
    second.clear();
    write(one, first);
    write(other, second);
    lengths.clear();
    lengths.putNumber(first.size());
    lengths.putNumber(second.size());
    int size = lengths.size() + first.size() + second.size();
    if (used + size > CHUNK_BYTES) {
      chunks.add(new byte[Math.max(size, CHUNK_BYTES)]);
      used = 0;
    }
    byte[] chunk = chunks.getLast();
    long place = (long) (chunks.size() - 1) << 32 | used;
    used = second.copyTo(chunk, first.copyTo(chunk, lengths.copyTo(chunk, used)));
    return place;
  }

  /** The first of the two values at a place. */
  public JsonNode first(long place) {
    var reader = reader(place);
    reader.number();
    reader.number();
    return read(reader);
  }

  /** The second of the two values at a place. */
  public JsonNode second(long place) {
    var reader = reader(place);
    int firstLength = (int) reader.number();
    reader.number();
    reader.skip(firstLength);
    return read(reader);
  }

  /** Whether both values at a place are so small that nobody need read them twice. */
  public boolean areSmall(long place) {
    var reader = reader(place);
    return reader.number() + reader.number() <= SMALL;
  }

  private PackedBytes.Reader reader(long place) {
    return new PackedBytes.Reader(chunks.get((int) (place >>> 32)), (int) place);
  }

  // --------------------------------------------------------------------------------------- writing

  private void write(JsonNode value, PackedBytes out) {
    switch (value.getNodeType()) {
      case NULL -> put(Kind.NULL, out);
      case MISSING -> put(Kind.MISSING, out);
      case BOOLEAN -> put(value.booleanValue() ? Kind.TRUE : Kind.FALSE, out);
      case NUMBER -> writeNumber(value, out);
      case STRING -> {
        put(Kind.TEXT, out);
        out.putText(value.stringValue());
      }
      case ARRAY -> writeArray(value, out);
      case OBJECT -> writeObject(value, out);
      default -> {
        put(Kind.OTHER, out);
        out.putText(value.toString());
      }
    }
  }

  private static void put(Kind kind, PackedBytes out) {
    out.putByte(kind.ordinal());
  }

  private static void writeNumber(JsonNode value, PackedBytes out) {
    if (isWhole(value)) {
      put(Kind.WHOLE, out);
      out.putSigned(value.longValue());
    } else if (value.isDouble()) {
      put(Kind.DOUBLE, out);
      out.putNumber(Double.doubleToRawLongBits(value.doubleValue()));
    } else {
      boolean isBigInteger = value.isBigInteger();
      put(isBigInteger ? Kind.BIG_INTEGER : value.isBigDecimal() ? Kind.DECIMAL : Kind.OTHER, out);
      out.putText(
          isBigInteger
              ? value.bigIntegerValue().toString()
              : value.isBigDecimal() ? value.decimalValue().toString() : value.toString());
    }
  }

  private void writeArray(JsonNode array, PackedBytes out) {
    int mark = out.size();
    if (!array.isEmpty() && (writeNumbers(array, out) || writePairs(array, mark, out))) {
      return;
    }
    out.cutTo(mark);
    put(Kind.LIST, out);
    out.putNumber(array.size());
    for (JsonNode element : array) {
      write(element, out);
    }
  }

  /** Whole numbers as their differences; false if there is anything else. */
  private static boolean writeNumbers(JsonNode array, PackedBytes out) {
    put(Kind.NUMBERS, out);
    out.putNumber(array.size());
    long before = 0;
    for (JsonNode element : array) {
      if (!isWhole(element)) {
        return false;
      }
      out.putSigned(element.longValue() - before);
      before = element.longValue();
    }
    return true;
  }

  private static boolean writePairs(JsonNode array, int mark, PackedBytes out) {
    out.cutTo(mark);
    put(Kind.PAIRS, out);
    out.putNumber(array.size());
    long firstBefore = 0;
    long secondBefore = 0;
    for (JsonNode pair : array) {
      if (!pair.isArray() || pair.size() != 2 || !isWhole(pair.get(0)) || !isWhole(pair.get(1))) {
        return false;
      }
      out.putSigned(pair.get(0).longValue() - firstBefore);
      out.putSigned(pair.get(1).longValue() - secondBefore);
      firstBefore = pair.get(0).longValue();
      secondBefore = pair.get(1).longValue();
    }
    return true;
  }

  private void writeObject(JsonNode object, PackedBytes out) {
    int number = keySet(object);
    if (number < 0) {
      put(Kind.OBJECT_WITH_KEYS, out);
      out.putNumber(object.size());
      object.propertyNames().forEach(out::putText);
    } else {
      int mark = out.size();
      put(Kind.OBJECT_OF_NUMBERS, out);
      out.putNumber(number);
      if (writeWhole(object, out)) {
        return;
      }
      out.cutTo(mark);
      put(Kind.OBJECT, out);
      out.putNumber(number);
    }
    for (JsonNode value : object) {
      write(value, out);
    }
  }

  private static boolean writeWhole(JsonNode object, PackedBytes out) {
    for (JsonNode value : object) {
      if (!isWhole(value)) {
        return false;
      }
      out.putSigned(value.longValue());
    }
    return true;
  }

  /** The number of an object's set of keys, or -1 if it is not kept. */
  private int keySet(JsonNode object) {
    Keys keys = new Keys(object.propertyNames().toArray(String[]::new));
    Integer known = numbersOfKeySets.get(keys);
    if (known != null) {
      return known;
    }
    if (keys.count() < MANY_KEYS && fewKeySets++ >= MAX_KNOWN) {
      return -1;
    }
    keySets.add(keys.indexed());
    numbersOfKeySets.put(keySets.getLast(), keySets.size() - 1);
    return keySets.size() - 1;
  }

  private static boolean isWhole(JsonNode node) {
    return node.isInt() || node.isLong();
  }

  // --------------------------------------------------------------------------------------- reading

  private JsonNode read(PackedBytes.Reader in) {
    return switch (Kind.ALL[in.next()]) {
      case NULL -> Json.nothing();
      case MISSING -> FACTORY.missingNode();
      case TRUE -> FACTORY.booleanNode(true);
      case FALSE -> FACTORY.booleanNode(false);
      case WHOLE -> Json.number(in.signed());
      case DOUBLE -> FACTORY.numberNode(Double.longBitsToDouble(in.number()));
      case BIG_INTEGER -> FACTORY.numberNode(new BigInteger(in.text()));
      case DECIMAL -> FACTORY.numberNode(new BigDecimal(in.text()));
      case TEXT -> Json.text(in.text());
      case LIST -> readList(in);
      case NUMBERS -> CompactTrees.numbers(differences(in, 1));
      case PAIRS -> CompactTrees.pairs(differences(in, 2));
      case OBJECT -> readObject(keySets.get((int) in.number()), in);
      case OBJECT_OF_NUMBERS -> readNumbers(keySets.get((int) in.number()), in);
      case OBJECT_WITH_KEYS -> {
        String[] names = new String[(int) in.number()];
        for (int i = 0; i < names.length; i++) {
          names[i] = in.text();
        }
        yield readObject(new Keys(names), in);
      }
      case OTHER -> Json.parse(in.text());
    };
  }

  private JsonNode readList(PackedBytes.Reader in) {
    int size = (int) in.number();
    var list = FACTORY.arrayNode(size);
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return list;
  }

  /** Numbers of so many columns, each told by its difference to the one before in its column. */
  private static long[] differences(PackedBytes.Reader in, int columns) {
    long[] numbers = new long[columns * (int) in.number()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.signed() + (i < columns ? 0 : numbers[i - columns]);
    }
    return numbers;
  }

  private JsonNode readObject(Keys keys, PackedBytes.Reader in) {
    JsonNode[] values = new JsonNode[keys.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(in);
    }
    return CompactTrees.object(keys, values);
  }

  private static JsonNode readNumbers(Keys keys, PackedBytes.Reader in) {
    long[] numbers = new long[keys.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.signed();
    }
    return CompactTrees.object(keys, numbers);
  }
}
