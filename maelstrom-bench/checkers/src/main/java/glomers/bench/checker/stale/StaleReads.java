package glomers.bench.checker.stale;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.history.Spell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collects reads that lack what they should have. Those of one node on one side are one anomaly,
 * told by the first of them. Not thread-safe.
 */
public final class StaleReads {

  /** What the anomalies are called. */
  public static final AnomalyType TYPE = AnomalyType.ours("stale-read");

  private final Map<Place, Case> cases = new LinkedHashMap<>();
  private int checked;
  private int stale;

  private record Place(Spell side, String node) {}

  /** What one read lacks. */
  private static final class Case {
    private final Operation first;
    private final String lack;
    private final List<Operation> lacked;
    private final Subject subject;
    private Operation last;
    private int more;

    Case(Operation read, String lack, List<Operation> lacked, Subject subject) {
      this.first = read;
      this.last = read;
      this.lack = lack;
      this.lacked = lacked;
      this.subject = subject;
    }
  }

  /** A read was held to something. */
  public void checked() {
    checked++;
  }

  /**
   * A read lacks something. Of one node and one side they have to come in the order of the history.
   *
   * @param lack what it lacks: the end of a sentence that begins with the read
   * @param lacked the operations that it ought to know of, at least the first few
   * @param subject what they wrote
   */
  public void add(
      Spell side, Operation read, String lack, List<Operation> lacked, Subject subject) {
    stale++;
    Case known = cases.get(new Place(side, read.node()));
    if (known == null) {
      cases.put(new Place(side, read.node()), new Case(read, lack, lacked, subject));
    } else {
      known.last = read;
      known.more++;
    }
  }

  /** The verdict: valid if nothing was added. */
  public Verdict toVerdict() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("checked-read-count", checked);
    figures.put("stale-read-count", stale);
    List<Anomaly> anomalies = new ArrayList<>();
    cases.forEach((place, found) -> {
      if (anomalies.size() < Verdict.MAX_ANOMALIES_SHOWN) {
        List<Operation> operations =
            new ArrayList<>(found.lacked.stream().limit(Verdict.MAX_ANOMALIES_SHOWN).toList());
        operations.add(found.first);
        anomalies.add(
            new Anomaly(TYPE, describe(place, found), operations)
                .about(found.subject.at(place.node())));
      }
    });
    return new Verdict(
        figures,
        anomalies,
        cases.isEmpty() ? Map.of() : Map.of(TYPE.name(), (long) cases.size()),
        Optional.empty());
  }

  private static String describe(Place place, Case found) {
    String begun =
        String.format(
            Locale.ROOT,
            "the %s of %s begun after %.3f s %s, though %s been up%s since %.3f s",
            found.first.function(),
            place.node(),
            found.first.invokedNanos() / 1e9,
            found.lack,
            place.side().nodes().size() == 1
                ? place.node() + " has"
                : place.side().names() + " have",
            place.side().nodes().size() == 1 ? "" : " and connected",
            place.side().fromNanos() / 1e9);
    return found.more == 0
        ? begun
        : String.format(
            Locale.ROOT,
            "%s; %d more of its reads until %.3f s are stale too",
            begun,
            found.more,
            found.last.completedNanos() / 1e9);
  }
}
