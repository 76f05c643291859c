package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What has been found in a history so far: the violations, counted by type, the models that they
 * rule out, and the models that could not be decided. Not thread-safe.
 */
public final class Findings {

  /** What a model turned out to be. */
  public enum Outcome {
    /** It is kept. */
    OK,
    /** It is not. */
    VIOLATED,
    /** Nobody can say. */
    UNKNOWN
  }

  /** An anomaly of each level's own type breaks the same models, so they are kept by type. */
  private static final class OfType {
    final Set<ConsistencyModel> broken;
    final List<Anomaly> shown = new ArrayList<>();
    int count;

    OfType(Set<ConsistencyModel> broken) {
      this.broken = broken;
    }
  }

  private final Map<String, OfType> types = new LinkedHashMap<>();
  private final Set<ConsistencyModel> decided;
  private final Map<ConsistencyModel, String> undecided = new EnumMap<>(ConsistencyModel.class);

  /**
   * Nothing found yet.
   *
   * @param decided the models that are kept unless a violation is noted, or that they were not
   *     decided; the others are kept if one that implies them is
   */
  public Findings(Set<ConsistencyModel> decided) {
    this.decided = decided;
  }

  /**
   * Notes a violation.
   *
   * @param type its type
   * @param weakestBroken the weakest models that exclude it; those that imply them do, too
   * @param anomaly what to show; asked for only where it will be shown
   */
  public void add(String type, Set<ConsistencyModel> weakestBroken, Supplier<Anomaly> anomaly) {
    OfType ofType = types.computeIfAbsent(type, name -> new OfType(weakestBroken));
    if (!ofType.broken.equals(weakestBroken)) {
      throw new IllegalStateException("The type " + type + " stands for violations of two models.");
    }
    ofType.count++;
    if (ofType.shown.size() < Verdict.MAX_ANOMALIES_SHOWN) {
      ofType.shown.add(anomaly.get());
    }
  }

  /** Notes that a model was not decided, with the reason in a sentence. */
  public void addUndecided(ConsistencyModel model, String reason) {
    undecided.put(model, reason);
  }

  /** Whether a model is known to be violated. */
  public boolean isBroken(ConsistencyModel model) {
    return types.values().stream().anyMatch(ofType -> breaks(ofType, model));
  }

  private static boolean breaks(OfType ofType, ConsistencyModel model) {
    return ofType.broken.stream().anyMatch(model::implies);
  }

  /** What is known of a model. */
  public Outcome outcome(ConsistencyModel model) {
    if (isBroken(model)) {
      return Outcome.VIOLATED;
    }
    boolean isKept =
        decided.stream()
            .anyMatch(
                known -> known.implies(model) && !undecided.containsKey(known) && !isBroken(known));
    return isKept ? Outcome.OK : Outcome.UNKNOWN;
  }

  /**
   * Drops a violation of a model that others show better, since they show a weaker one violated.
   */
  void dropIfImplied(String type, ConsistencyModel model) {
    boolean isImplied =
        types.entrySet().stream()
            .anyMatch(other -> !other.getKey().equals(type) && breaks(other.getValue(), model));
    if (isImplied) {
      types.remove(type);
    }
  }

  /** How many violations there are, by type. */
  public Map<String, Long> counts() {
    return counts(EnumSet.allOf(ConsistencyModel.class));
  }

  /** How many violations of any of these models there are, by type. */
  public Map<String, Long> counts(Collection<ConsistencyModel> models) {
    Map<String, Long> counts = new LinkedHashMap<>();
    types.forEach((type, ofType) -> {
      if (models.stream().anyMatch(model -> breaks(ofType, model))) {
        counts.put(type, (long) ofType.count);
      }
    });
    return counts;
  }

  /** What any of these models excludes. */
  public List<Anomaly> anomaliesOf(Collection<ConsistencyModel> models) {
    List<Anomaly> anomalies = new ArrayList<>();
    for (OfType ofType : types.values()) {
      if (models.stream().anyMatch(model -> breaks(ofType, model))) {
        anomalies.addAll(ofType.shown);
      }
    }
    return anomalies;
  }

  /** Why one of these models could not be decided; empty if all were. */
  public Optional<String> undecidedOf(Collection<ConsistencyModel> models) {
    return models.stream()
        .filter(model -> outcome(model) == Outcome.UNKNOWN)
        .findFirst()
        .map(model ->
            undecided.getOrDefault(
                model,
                "Whether the history keeps %s cannot be said: no stronger model is kept, and no weaker one is broken."
                    .formatted(model.modelName())));
  }
}
