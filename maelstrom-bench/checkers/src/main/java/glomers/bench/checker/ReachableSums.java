package glomers.bench.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sums that a counter may have come to: a known one, and any of some additions that may or may
 * not have happened. Kept as ranges without gaps.
 */
final class ReachableSums {

  /** Each range's last number by its first. Ranges neither touch nor overlap. */
  private TreeMap<Long, Long> ranges = new TreeMap<>();

  ReachableSums(long known) {
    ranges.put(known, known);
  }

  /** Lets an addition have happened or not. */
  void addPossible(long delta) {
    List<long[]> all = new ArrayList<>();
    ranges.forEach((first, last) -> {
      all.add(new long[] {first, last});
      all.add(new long[] {first + delta, last + delta});
    });
    all.sort((a, b) -> Long.compare(a[0], b[0]));
    TreeMap<Long, Long> merged = new TreeMap<>();
    for (long[] range : all) {
      Map.Entry<Long, Long> before = merged.lastEntry();
      if (before != null && range[0] <= before.getValue() + 1) {
        merged.put(before.getKey(), Math.max(before.getValue(), range[1]));
      } else {
        merged.put(range[0], range[1]);
      }
    }
    ranges = merged;
  }

  boolean contains(long sum) {
    Map.Entry<Long, Long> range = ranges.floorEntry(sum);
    return range != null && sum <= range.getValue();
  }

  /** Whether there is no other than one. */
  boolean isOne() {
    return ranges.size() == 1 && ranges.firstKey().equals(ranges.firstEntry().getValue());
  }

  /** The ranges as pairs of first and last, in order. */
  List<List<Long>> ranges() {
    List<List<Long>> list = new ArrayList<>();
    ranges.forEach((first, last) -> list.add(List.of(first, last)));
    return list;
  }
}
