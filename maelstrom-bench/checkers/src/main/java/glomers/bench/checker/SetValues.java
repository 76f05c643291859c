package glomers.bench.checker;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Numbers for the values of a set, from 0 on, in the order in which they are first seen: what a
 * read has is a row of bits then, and a read of a thousand values by each of a thousand nodes is
 * looked through in no time. Not thread-safe.
 */
final class SetValues {

  private final LongIntMap small = new LongIntMap();
  private final Map<JsonNode, Integer> others = new HashMap<>();
  private final List<JsonNode> values = new ArrayList<>();

  /**
   * What a read has.
   *
   * @param inOrder its values' numbers, as often as it has them
   * @param present the same without order
   */
  @SuppressWarnings("ArrayRecordComponent") // it is never compared
  record Read(int[] inOrder, BitSet present) {}

  /** A value's number; a new one if it has not been seen before. */
  int number(JsonNode value) {
    int next = values.size();
    int known = value.isInt() ? small.putIfAbsent(value.intValue(), next) : other(value, next);
    if (known != LongIntMap.ABSENT) {
      return known;
    }
    values.add(value);
    return next;
  }

  private int other(JsonNode value, int next) {
    Integer known = others.putIfAbsent(value, next);
    return known == null ? LongIntMap.ABSENT : known;
  }

  /** The value of a number. */
  JsonNode value(int number) {
    return values.get(number);
  }

  /** The values of a list; none if that is null. */
  Read read(JsonNode list) {
    int[] inOrder = new int[list.size()];
    BitSet present = new BitSet(values.size());
    int count = 0;
    for (JsonNode value : list) {
      int number = number(value);
      inOrder[count++] = number;
      present.set(number);
    }
    return new Read(inOrder, present);
  }

  /** What is in the one and not in the other. */
  static BitSet difference(BitSet one, BitSet other) {
    BitSet difference = (BitSet) one.clone();
    difference.andNot(other);
    return difference;
  }
}
