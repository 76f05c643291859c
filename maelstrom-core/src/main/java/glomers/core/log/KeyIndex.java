package glomers.core.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

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

  /** Of all the keys the first offsets in {@code [from, below)}, in ascending order. */
  List<Long> merged(Map<String, Long> from, long below, int max) {
    PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparingLong(Run::next));
    from.forEach((key, first) -> {
      if (hasAny(key, first)) { // of the many keys that a client may follow hardly any has
        add(runs, new Run(range(key, first, below, max), 0));
      }
    });
    List<Long> merged = new ArrayList<>();
    while (merged.size() < max && !runs.isEmpty()) {
      Run first = runs.remove();
      merged.add(first.next());
      add(runs, new Run(first.offsets, first.taken + 1));
    }
    return merged;
  }

  private boolean hasAny(String key, long from) {
    List<Long> offsets = offsetsByKey.getOrDefault(key, List.of());
    return !offsets.isEmpty() && offsets.getLast() >= from;
  }

  private static void add(PriorityQueue<Run> runs, Run run) {
    if (run.taken < run.offsets.size()) {
      runs.add(run);
    }
  }

  /** The offsets of one key, the first few of which have been taken. */
  private record Run(List<Long> offsets, int taken) {
    long next() {
      return offsets.get(taken);
    }
  }

  private static int firstAtLeast(List<Long> offsets, long bound) {
    int found = Collections.binarySearch(offsets, bound);
    return found >= 0 ? found : -(found + 1);
  }
}
