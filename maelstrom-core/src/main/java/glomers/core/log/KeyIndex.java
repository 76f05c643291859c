package glomers.core.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in the log each key's messages stand: for every key its offsets in ascending order. */
final class KeyIndex {

  private final Map<String, List<Long>> offsetsByKey = new HashMap<>();

  /** Adds an offset, higher than all that the key has. */
  void add(String key, long offset) {
    offsetsByKey.computeIfAbsent(key, k -> new ArrayList<>()).add(offset);
  }

  /** Takes back the key's highest offset. */
  void removeLast(String key) {
    offsetsByKey.get(key).removeLast();
  }

  /** The key's first offsets in {@code [from, below)}, at most {@code max}. */
  List<Long> range(String key, long from, long below, int max) {
    List<Long> offsets = offsetsByKey.getOrDefault(key, List.of());
    int first = firstAtLeast(offsets, from);
    int end = Math.max(first, firstAtLeast(offsets, below));
    return offsets.subList(first, first + Math.min(max, end - first));
  }

  private static int firstAtLeast(List<Long> offsets, long bound) {
    int found = Collections.binarySearch(offsets, bound);
    return found >= 0 ? found : -(found + 1);
  }
}
