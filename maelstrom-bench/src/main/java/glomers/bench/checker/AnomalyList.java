package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects anomalies: counts all, keeps the first few of each type. Not thread-safe. */
public final class AnomalyList {

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<Anomaly> kept = new ArrayList<>();

  /** Adds one; its description is made only if it is kept. */
  public void add(String type, Supplier<String> description, Operation... operations) {
    if (counts.merge(type, 1, Integer::sum) <= Verdict.MAX_ANOMALIES_SHOWN) {
      kept.add(new Anomaly(type, description.get(), List.of(operations)));
    }
  }

  /** How many of a type were added. */
  public int count(String type) {
    return counts.getOrDefault(type, 0);
  }

  /** The verdict: valid if nothing was added. Its figures are the given ones and the counts. */
  public Verdict toVerdict(Map<String, Object> figures) {
    Map<String, Object> all = new LinkedHashMap<>(figures);
    if (!counts.isEmpty()) {
      all.put("anomaly-counts", new LinkedHashMap<>(counts));
    }
    return new Verdict(counts.isEmpty(), all, List.copyOf(kept));
  }
}
