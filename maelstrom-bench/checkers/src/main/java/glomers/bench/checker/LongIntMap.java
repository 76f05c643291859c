package glomers.bench.checker;

import java.util.Arrays;

/**
 * A map from longs to ints that are not negative: open addressing with linear probing and no
 * boxing, for a history of a million polled messages. Entries cannot be removed. Not thread-safe.
 */
public final class LongIntMap {

  /** What {@link #get} answers for a key that is absent. */
  public static final int ABSENT = -1;

  private long[] keys = new long[16];
  private int[] values = new int[16];
  private int size;

  /** An empty map. */
  public LongIntMap() {
    Arrays.fill(values, ABSENT);
  }

  /** How many entries it has. */
  public int size() {
    return size;
  }

  /** The value of a key, or {@link #ABSENT}. */
  public int get(long key) {
    return values[slotOf(key)];
  }

  /**
   * Adds an entry unless the key has one; returns the value that the key had, or {@link #ABSENT}.
   *
   * @throws IllegalArgumentException if the value is negative
   */
  public int putIfAbsent(long key, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("A value must not be negative: " + value);
    }
    int slot = slotOf(key);
    if (values[slot] != ABSENT) {
      return values[slot];
    }
    keys[slot] = key;
    values[slot] = value;
    size++;
    if (size * 2 > keys.length) {
      grow();
    }
    return ABSENT;
  }

  /** All keys, ascending. */
  public long[] sortedKeys() {
    long[] sorted = new long[size];
    int count = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (values[slot] != ABSENT) {
        sorted[count++] = keys[slot];
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private int slotOf(long key) {
    int mask = keys.length - 1;
    // Fibonacci hashing: neighbouring offsets and offsets that share their low bits both spread.
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    Arrays.fill(values, ABSENT);
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldValues[old] != ABSENT) {
        int slot = slotOf(oldKeys[old]);
        keys[slot] = oldKeys[old];
        values[slot] = oldValues[old];
      }
    }
  }
}
