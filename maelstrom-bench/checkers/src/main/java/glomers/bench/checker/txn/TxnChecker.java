package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Legend;
import glomers.bench.checker.Rule;
import glomers.bench.checker.Verdict;
import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges histories of transactions on registers: operations of function {@code txn} whose input is
 * {@code [["r", key, null], ["w", key, value], …]}, and whose output, if they were acknowledged, is
 * the same with the values that were read, null where there was none. No two writes of one key
 * write one value, and none writes null.
 *
 * <p>Every {@link ConsistencyModel} is shown, and {@link #decidedModels} are decided. A history is
 * valid if it keeps the demanded ones, and if its final reads, where there are any, find the same
 * values at all nodes. What could not be decided is not valid. The models up to causal consistency
 * are always decided, in O(n·k) for n reads and writes in k sessions; serializability and the
 * models of snapshots are NP-complete, and a search for them may reach its limit.
 *
 * <p>A session is a process. A transaction of unknown outcome took effect if an acknowledged one
 * read something of it. The reads of the final phase are transactions like all others, so the
 * models judge them too.
 *
 * <p>Immutable and thread-safe.
 */
public final class TxnChecker implements Checker {
  /** The models that are decided, and not just inferred from stronger and weaker ones. */
  private static final Set<ConsistencyModel> DECIDED =
      EnumSet.of(
          ConsistencyModel.READ_UNCOMMITTED,
          ConsistencyModel.READ_COMMITTED,
          ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
          ConsistencyModel.READ_ATOMIC,
          ConsistencyModel.CAUSAL,
          ConsistencyModel.PREFIX,
          ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
          ConsistencyModel.SNAPSHOT_ISOLATION,
          ConsistencyModel.VIEW_SERIALIZABLE,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.ONE_COPY_SERIALIZABLE,
          ConsistencyModel.STRICT_SERIALIZABLE);

  private final Set<ConsistencyModel> demanded;
  private final Deaths excuses;
  private final boolean searchesAlways;

  /**
   * A checker that demands some models.
   *
   * @param demanded the models that a valid history keeps; at least one
   */
  public TxnChecker(Collection<ConsistencyModel> demanded) {
    this(demanded, Deaths.NONE, true);
  }

  private TxnChecker(
      Collection<ConsistencyModel> demanded, Deaths excuses, boolean searchesAlways) {
    if (demanded.isEmpty()) {
      throw new IllegalArgumentException("A checker of transactions needs a consistency model.");
    }
    this.demanded = EnumSet.copyOf(demanded);
    this.excuses = excuses;
    this.searchesAlways = searchesAlways;
  }

  /**
   * A checker that demands models by name.
   *
   * @param names the models' names, as Elle has them
   * @throws IllegalArgumentException if one of them is none
   */
  public static TxnChecker ofModels(Collection<String> names) {
    return new TxnChecker(names.stream().map(ConsistencyModel::named).toList());
  }

  /** The models that this checker decides; the others it infers from stronger and weaker ones. */
  public static Set<ConsistencyModel> decidedModels() {
    return EnumSet.copyOf(DECIDED);
  }

  /** The same checker, for nodes whose deaths may have taken along what they alone had. */
  public TxnChecker excusing(Deaths deaths) {
    return new TxnChecker(demanded, deaths, searchesAlways);
  }

  /**
   * The same checker, but it looks for a serial order only if a model demands one. That search may
   * take long, and the figures alone are not worth it to who asks for one anomaly.
   */
  public TxnChecker searchingOnDemand() {
    return new TxnChecker(demanded, excuses, false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if two writes of one key write one value, or one writes null
   */
  @Override
  public Verdict check(List<Operation> history) {
    List<Operation> operations =
        history.stream().filter(operation -> operation.function().equals("txn")).toList();
    Findings findings = new Findings(DECIDED);
    TxnHistory transactions = HistoryReader.read(operations, findings);
    WeakLevels.decide(transactions, findings);
    boolean searches = searchesAlways || demanded.stream().anyMatch(SerialLevels::needsAnOrder);
    SerialLevels.decide(transactions, findings, searches);
    SnapshotLevels.decide(transactions, findings, searches);
    Convergence convergence = Convergence.of(operations, excuses);

    List<Anomaly> anomalies = new ArrayList<>(findings.anomaliesOf(demanded));
    anomalies.addAll(convergence.anomalies());
    Map<String, Object> figures =
        ModelFigures.of(operations, transactions.keys().size(), demanded, findings, convergence);
    Map<String, Long> counts = new LinkedHashMap<>(findings.counts(demanded));
    counts.putAll(convergence.counts());
    // What Elle refuses is refused here, too: where all is well there is no need to ask it.
    if (!anomalies.isEmpty() || findings.undecidedOf(demanded).isPresent()) {
      attribute(anomalies, counts, ElleInference.anomalies(operations, demanded));
    }
    anomalies.replaceAll(Legend::added);
    return new Verdict(
        figures,
        anomalies,
        counts,
        findings.undecidedOf(demanded).map(reason -> new Undecided(reason, Rule.OURS)));
  }

  /**
   * Marks as Maelstrom's what Elle shows by the very same operations. What it shows in no other way
   * is added, the first of each type.
   */
  private static void attribute(
      List<Anomaly> anomalies, Map<String, Long> counts, List<Anomaly> elles) {
    Set<String> attributed = new HashSet<>();
    for (Anomaly elle : elles) {
      Set<Operation> shown = new HashSet<>(elle.operations());
      for (int i = 0; i < anomalies.size(); i++) {
        Anomaly ours = anomalies.get(i);
        if (isSameKind(ours.type(), elle.type())
            && shown.equals(new HashSet<>(ours.operations()))) {
          anomalies.set(i, ours.under(Rule.MAELSTROM));
          attributed.add(elle.type());
        }
      }
    }
    for (Anomaly elle : elles) {
      boolean isShown =
          anomalies.stream()
              .anyMatch(known ->
                  known.rule() == Rule.MAELSTROM
                      && new HashSet<>(known.operations())
                          .equals(new HashSet<>(elle.operations())));
      if (!isShown && attributed.add(elle.type())) {
        anomalies.add(elle);
        counts.merge(elle.type(), 1L, Long::sum);
      }
    }
  }

  /** Elle counts a read that does not repeat as an inconsistency within its transaction. */
  private static boolean isSameKind(String ours, String elles) {
    return ours.equals(elles) || elles.equals("internal") && ours.equals("unrepeatable-read");
  }
}
