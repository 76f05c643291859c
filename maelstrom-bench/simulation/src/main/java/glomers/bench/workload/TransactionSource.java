package glomers.bench.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws reads and writes of keys as Elle's generators do: a pool of keys of which each is twice as
 * likely as the one before; half reads, half writes; the values written to a key are 1, 2, 3 and so
 * on; a key that has been written often enough gives its place in the pool to a new one.
 */
final class TransactionSource {

  private static final int MAX_PLACES = Double.MAX_EXPONENT;

  private final int maxLength;
  private final int maxWritesPerKey;
  private final List<Long> activeKeys = new ArrayList<>();
  private final Map<Long, Long> nextValueByKey = new HashMap<>();
  private long nextKey;

  /**
   * One read or write.
   *
   * @param value what is written; 0 for a read
   */
  record Access(boolean isWrite, long key, long value) {}

  TransactionSource(int keyCount, int maxLength, int maxWritesPerKey) {
    this.maxLength = maxLength;
    this.maxWritesPerKey = maxWritesPerKey;
    while (nextKey < keyCount) {
      activeKeys.add(nextKey++);
    }
  }

  /** The next transaction's accesses. */
  List<Access> next(RandomGenerator random) {
    int length = 1 + random.nextInt(maxLength);
    List<Access> accesses = new ArrayList<>(length);
    while (accesses.size() < length) {
      boolean isWrite = random.nextBoolean();
      int place = drawPlace(random);
      long key = activeKeys.get(place);
      if (!isWrite) {
        accesses.add(new Access(false, key, 0));
        continue;
      }
      long value = nextValueByKey.getOrDefault(key, 1L);
      if (value > maxWritesPerKey) {
        nextValueByKey.remove(key);
        activeKeys.set(place, nextKey++);
      } else {
        nextValueByKey.put(key, value + 1);
        accesses.add(new Access(true, key, value));
      }
    }
    return accesses;
  }

  /**
   * A place in the pool, of n places the i-th with probability 2^i / (2^n - 1). For a number drawn
   * evenly from 1 up to 2^n its logarithm, rounded down, is exactly that. Of a pool so large that
   * 2^n is no double any more only the last places are drawn from: nobody would ever see the
   * others.
   */
  private int drawPlace(RandomGenerator random) {
    int n = Math.min(MAX_PLACES, activeKeys.size());
    double drawn = 1 + random.nextDouble() * (Math.pow(2, n) - 1);
    return activeKeys.size() - n + Math.min(n - 1, Math.getExponent(drawn));
  }
}
