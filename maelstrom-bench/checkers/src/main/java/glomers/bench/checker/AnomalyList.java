package glomers.bench.checker;

import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Collects anomalies: counts all, keeps the first few of each type. A broken history can yield a
 * million: what shows an anomaly is put into words only for those that are kept. Not thread-safe.
 */
public final class AnomalyList {

  /**
   * What shows an anomaly: a sentence or two, and the operations in the order of the story. One
   * that shows two things is listed once.
   */
  public record Evidence(String description, List<Operation> operations, Subject subject) {

    /** Evidence whose operations are listed once. */
    public Evidence {
      operations = operations.stream().distinct().toList();
    }

    /** Evidence that is about nothing in particular. */
    public Evidence(String description, List<Operation> operations) {
      this(description, operations, Subject.NONE);
    }

    /** The same. */
    public Evidence(String description, Operation... operations) {
      this(description, List.of(operations));
    }

    /** The same, and what it is about. */
    public Evidence about(Subject about) {
      return new Evidence(description, operations, about);
    }
  }

  /**
   * An anomaly that will be shown, unless enough others come before it.
   *
   * @param operationIndex the place in the history; 0 where the order of adding counts alone
   * @param number how many had been added before
   */
  private record Kept(int operationIndex, long number, Supplier<Anomaly> anomaly) {
    static final Comparator<Kept> FIRST_FIRST =
        Comparator.comparingInt(Kept::operationIndex).thenComparingLong(Kept::number);
  }

  private static final class OfType {
    private final PriorityQueue<Kept> lastFirst = new PriorityQueue<>(Kept.FIRST_FIRST.reversed());
    private long count;
  }

  private final Map<AnomalyType, OfType> types = new LinkedHashMap<>();
  private final boolean isByType;
  private long added;

  /** A list in the order in which anomalies are added. */
  public AnomalyList() {
    isByType = false;
  }

  /** A list by types, in the given order of them. */
  public AnomalyList(List<AnomalyType> order) {
    isByType = true;
    order.forEach(type -> types.put(type, new OfType()));
  }

  /** Adds one; its description is made at once, but only if it is kept. */
  public void add(AnomalyType type, Supplier<String> description, Operation... operations) {
    add(type, Subject.NONE, description, operations);
  }

  /** The same for one that is about something in particular. */
  public void add(
      AnomalyType type, Subject subject, Supplier<String> description, Operation... operations) {
    Optional<Anomaly> made =
        count(type) < Verdict.MAX_ANOMALIES_SHOWN
            ? Optional.of(new Anomaly(type, description.get(), List.of(operations)).about(subject))
            : Optional.empty();
    add(type, 0, made::orElseThrow);
  }

  /**
   * Adds one. Of its type those are kept that the earliest operations gave away.
   *
   * @param at the operation that gave it away
   * @param evidence asked for at the end, or never
   */
  public void add(AnomalyType type, Operation at, Supplier<Evidence> evidence) {
    add(
        type,
        at.index(),
        () -> {
          Evidence shown = evidence.get();
          return new Anomaly(type, shown.description(), shown.operations()).about(shown.subject());
        });
  }

  private void add(AnomalyType type, int operationIndex, Supplier<Anomaly> anomaly) {
    OfType ofType = types.computeIfAbsent(type, unused -> new OfType());
    ofType.count++;
    ofType.lastFirst.add(new Kept(operationIndex, added++, anomaly));
    if (ofType.lastFirst.size() > Verdict.MAX_ANOMALIES_SHOWN) {
      ofType.lastFirst.remove();
    }
  }

  /** How many of a type were added. */
  public int count(AnomalyType type) {
    return types.containsKey(type) ? Math.toIntExact(types.get(type).count) : 0;
  }

  /** How many there are of each type that was added, by its name. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    types.forEach((type, ofType) -> {
      if (ofType.count > 0) {
        counts.merge(type.name(), ofType.count, Long::sum);
      }
    });
    return counts;
  }

  /** Those that are kept. */
  public List<Anomaly> anomalies() {
    List<Kept> kept = new ArrayList<>();
    for (OfType ofType : types.values()) {
      ofType.lastFirst.stream().sorted(Kept.FIRST_FIRST).forEach(kept::add);
    }
    if (!isByType) {
      kept.sort(Comparator.comparingLong(Kept::number));
    }
    return kept.stream().map(one -> one.anomaly().get()).toList();
  }

  /** The verdict: valid if nothing was added. */
  public Verdict toVerdict(Map<String, Object> figures) {
    return toVerdict(figures, Optional.empty());
  }

  /** The same, where something could not be decided. */
  public Verdict toVerdict(Map<String, Object> figures, Optional<Undecided> undecided) {
    return new Verdict(figures, anomalies(), counts(), undecided);
  }
}
