package glomers.bench.checker;

import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects anomalies: counts all, keeps the first few of each type. Not thread-safe. */
public final class AnomalyList {

  private final Map<AnomalyType, Long> counts = new LinkedHashMap<>();
  private final List<Anomaly> kept = new ArrayList<>();

  /** Adds one; its description is made only if it is kept. */
  public void add(AnomalyType type, Supplier<String> description, Operation... operations) {
    add(type, Subject.NONE, description, operations);
  }

  /** The same for one that is about something in particular. */
  public void add(
      AnomalyType type, Subject subject, Supplier<String> description, Operation... operations) {
    if (counts.merge(type, 1L, Long::sum) <= Verdict.MAX_ANOMALIES_SHOWN) {
      kept.add(new Anomaly(type, description.get(), List.of(operations)).about(subject));
    }
  }

  /** How many of a type were added. */
  public int count(AnomalyType type) {
    return Math.toIntExact(counts.getOrDefault(type, 0L));
  }

  /** The verdict: valid if nothing was added. */
  public Verdict toVerdict(Map<String, Object> figures) {
    return toVerdict(figures, Optional.empty());
  }

  /** The same, where something could not be decided. */
  public Verdict toVerdict(Map<String, Object> figures, Optional<Undecided> undecided) {
    Map<String, Long> byName = new LinkedHashMap<>();
    counts.forEach((type, count) -> byName.merge(type.name(), count, Long::sum));
    return new Verdict(figures, kept, byName, undecided);
  }
}
