package glomers.bench.checker.append;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Legend;
import glomers.bench.checker.Rule;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.checker.txn.Convergence;
import glomers.bench.checker.txn.ElleAnomalies;
import glomers.bench.checker.txn.Findings;
import glomers.bench.checker.txn.ModelFigures;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges histories of transactions on lists: operations of function {@code txn} whose input is
 * {@code [["r", key, null], ["append", key, element], …]}, and whose output, if they were
 * acknowledged, is the same with the lists that were read, null or empty where there was none. No
 * element is appended to one key twice.
 *
 * <p>A history is valid if it keeps the demanded models, and if its final reads, where there are
 * any, find the same lists at all nodes. What could not be decided is not valid.
 *
 * <p>A session is a process. A transaction of unknown outcome took effect if an acknowledged one
 * read something of it.
 *
 * <p>Immutable and thread-safe.
 */
public final class ListAppendChecker implements Checker {

  /** The models that are decided, and not just inferred from stronger and weaker ones. */
  private static final Set<ConsistencyModel> DECIDED =
      EnumSet.of(
          ConsistencyModel.READ_UNCOMMITTED,
          ConsistencyModel.READ_COMMITTED,
          ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
          ConsistencyModel.READ_ATOMIC,
          ConsistencyModel.CAUSAL,
          ConsistencyModel.CURSOR_STABILITY,
          ConsistencyModel.CONSISTENT_VIEW,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.PREFIX,
          ConsistencyModel.SNAPSHOT_ISOLATION,
          ConsistencyModel.REPEATABLE_READ,
          ConsistencyModel.VIEW_SERIALIZABLE,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.ONE_COPY_SERIALIZABLE,
          ConsistencyModel.SESSION_SERIALIZABLE,
          ConsistencyModel.STRONG_SESSION_READ_UNCOMMITTED,
          ConsistencyModel.STRONG_SESSION_READ_COMMITTED,
          ConsistencyModel.STRONG_READ_UNCOMMITTED,
          ConsistencyModel.STRONG_READ_COMMITTED,
          ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION,
          ConsistencyModel.STRONG_SNAPSHOT_ISOLATION,
          ConsistencyModel.STRONG_SESSION_SERIALIZABLE,
          ConsistencyModel.STRICT_SERIALIZABLE);

  private final Set<ConsistencyModel> demanded;
  private final Deaths excuses;

  /**
   * A checker that demands some models.
   *
   * @param demanded the models that a valid history keeps; at least one
   */
  public ListAppendChecker(Collection<ConsistencyModel> demanded) {
    this(demanded, Deaths.NONE);
  }

  private ListAppendChecker(Collection<ConsistencyModel> demanded, Deaths excuses) {
    if (demanded.isEmpty()) {
      throw new IllegalArgumentException("A checker of transactions needs a consistency model.");
    }
    this.demanded = EnumSet.copyOf(demanded);
    this.excuses = excuses;
  }

  /**
   * A checker that demands models by name.
   *
   * @param names the models' names, as Elle has them
   * @throws IllegalArgumentException if one of them is none
   */
  public static ListAppendChecker ofModels(Collection<String> names) {
    return new ListAppendChecker(names.stream().map(ConsistencyModel::named).toList());
  }

  /** The same checker, for nodes whose deaths may have taken along what they alone had. */
  public ListAppendChecker excusing(Deaths deaths) {
    return new ListAppendChecker(demanded, deaths);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if one element was appended to one key twice
   */
  @Override
  public Verdict check(List<Operation> history) {
    List<Operation> operations =
        history.stream().allMatch(operation -> operation.function().equals("txn"))
            ? history
            : history.stream().filter(operation -> operation.function().equals("txn")).toList();
    Findings findings = new Findings(DECIDED);
    ListHistory lists = decide(operations, findings);
    Convergence convergence = Convergence.ofLists(operations, excuses);

    List<Anomaly> anomalies = new ArrayList<>();
    findings.anomaliesOf(demanded).stream().map(this::attributed).forEach(anomalies::add);
    showAsElleDoes(operations, anomalies);
    anomalies.replaceAll(Legend::added);
    convergence.anomalies().stream().map(Legend::added).forEach(anomalies::add);
    Map<String, Long> counts = new LinkedHashMap<>(findings.counts(demanded));
    counts.putAll(convergence.counts());
    return new Verdict(
        ModelFigures.of(operations, lists.keyCount(), demanded, findings, convergence),
        anomalies,
        counts,
        findings.undecidedOf(demanded).map(reason -> new Undecided(reason, Rule.OURS)));
  }

  private static ListHistory decide(List<Operation> operations, Findings findings) {
    ListHistory lists = ListHistoryReader.read(operations, findings);
    CycleLevels.decide(lists, findings);
    VisibilityLevels.decide(lists, findings);
    return lists;
  }

  /**
   * Where a final read is part of what shows an anomaly, Elle, which has none, may find the same
   * without it: then that is shown in its place.
   */
  private void showAsElleDoes(List<Operation> operations, List<Anomaly> anomalies) {
    if (anomalies.stream().allMatch(anomaly -> anomaly.rule() != Rule.OURS)
        || operations.stream().noneMatch(Operation::isFinal)) {
      return;
    }
    Findings findings = new Findings(DECIDED);
    decide(operations.stream().filter(operation -> !operation.isFinal()).toList(), findings);
    for (Anomaly found : findings.anomaliesOf(demanded)) {
      Anomaly elles = attributed(found);
      boolean isNew =
          elles.rule() == Rule.MAELSTROM
              && anomalies.stream()
                  .noneMatch(
                      known -> known.rule() == Rule.MAELSTROM && known.type().equals(elles.type()));
      if (isNew) {
        anomalies.stream()
            .filter(known -> known.type().equals(elles.type()))
            .findFirst()
            .ifPresentOrElse(
                known -> anomalies.set(anomalies.indexOf(known), elles),
                () -> anomalies.add(elles));
      }
    }
  }

  /** Marks what Elle finds, too; over an element that nobody appended it breaks down. */
  private Anomaly attributed(Anomaly anomaly) {
    if (anomaly.type().equals(Fault.THIN_AIR_READ.type())) {
      return anomaly.under(Rule.BREAKS_MAELSTROM);
    }
    boolean isElles =
        anomaly.operations().stream().noneMatch(Operation::isFinal)
            && ElleAnomalies.isProscribed(anomaly.type(), demanded);
    return isElles ? anomaly.under(Rule.MAELSTROM) : anomaly;
  }
}
