package glomers.bench.checker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantiles as Jepsen takes them. */
final class Quantiles {

  private static final double[] POINTS = {0, 0.5, 0.95, 0.99, 1};

  private Quantiles() {}

  /** The values at Jepsen's points; not for an empty list. */
  static Map<String, Object> of(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (double point : POINTS) {
      int index = Math.min(sorted.size() - 1, (int) Math.floor(sorted.size() * point));
      String name = point == Math.rint(point) ? "" + (int) point : "" + point;
      quantiles.put(name, sorted.get(index));
    }
    return quantiles;
  }
}
