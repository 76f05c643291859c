package glomers.bench.checker.txn;

import glomers.bench.checker.Anomaly;
import glomers.bench.checker.AnomalyType;
import glomers.bench.checker.txn.Transaction.Read;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides serializability, strict and plain, as far as that can be done: it is NP-complete. First
 * what must follow is derived, and a cycle in it is shown; then a serial order is searched for.
 * Between the two lies what stays undecided.
 */
final class SerialLevels {
  /** Beyond this many derived edges the rest is left to the search. */
  private static final int MAX_READ_WRITE_EDGES = 4_000_000;

  /** What is the same as serializable for who sees nothing but what was read. */
  private static final Set<ConsistencyModel> SERIAL =
      EnumSet.of(
          ConsistencyModel.VIEW_SERIALIZABLE,
          ConsistencyModel.SERIALIZABLE,
          ConsistencyModel.ONE_COPY_SERIALIZABLE);

  /** Why nothing is known where nobody searched. */
  static final String NOT_SEARCHED =
      "No order of all transactions was searched for: no demanded model needs one.";

  private final TxnHistory history;
  private final Findings findings;
  private final Explainer explainer;

  private final boolean searches;

  private SerialLevels(TxnHistory history, Findings findings, boolean searches) {
    this.searches = searches;
    this.history = history;
    this.findings = findings;
    explainer = new Explainer(history);
  }

  /** Whether only an order of all transactions shows that a model is kept. */
  static boolean needsAnOrder(ConsistencyModel model) {
    return !ConsistencyModel.CAUSAL.implies(model);
  }

  /**
   * Notes violations of these models. To be asked after {@link WeakLevels}.
   *
   * @param searches whether to look for an order of all transactions; else only those are noted
   *     that show without one
   */
  static void decide(TxnHistory history, Findings findings, boolean searches) {
    new SerialLevels(history, findings, searches).decide();
  }

  private void decide() {
    findLostUpdates();
    Graph plainOrder = plainOrder();
    if (!findings.isBroken(ConsistencyModel.SERIALIZABLE)) {
      reportCycles(ConsistencyModel.SERIALIZABLE, plainOrder);
    }
    if (!searches) {
      noteThatNobodySearched();
      return;
    }
    boolean isStrict =
        !findings.isBroken(ConsistencyModel.STRICT_SERIALIZABLE) && findStrictOrder();
    if (!isStrict && !findings.isBroken(ConsistencyModel.SERIALIZABLE)) {
      findOrder(ConsistencyModel.SERIALIZABLE, plainOrder);
    }
  }

  private void noteThatNobodySearched() {
    Set<ConsistencyModel> left = EnumSet.copyOf(SERIAL);
    left.add(ConsistencyModel.STRICT_SERIALIZABLE);
    left.forEach(model -> findings.addUndecided(model, NOT_SEARCHED));
  }

  /**
   * Two transactions that read one version of a key and both wrote that key: neither can come
   * first.
   */
  private void findLostUpdates() {
    Map<Read, Integer> updaters = new HashMap<>();
    for (Transaction transaction : history.transactions()) {
      for (Read read : transaction.reads().stream().distinct().toList()) {
        if (transaction.writes(read.key())) {
          Integer other = updaters.putIfAbsent(read, transaction.id());
          if (other != null) {
            findings.add(
                "lost-update",
                EnumSet.of(
                    ConsistencyModel.CURSOR_STABILITY,
                    ConsistencyModel.UPDATE_ATOMIC,
                    ConsistencyModel.VIEW_SERIALIZABLE,
                    ConsistencyModel.ONE_COPY_SERIALIZABLE),
                () ->
                    explainer.lostUpdate(
                        "lost-update", other, transaction.id(), read.key(), read.writer()));
          }
        }
      }
    }
  }

  /** Whether an order that keeps real time was found; if not, it is noted why. */
  private boolean findStrictOrder() {
    if (!StrictOrder.isTractable(history)) {
      findings.addUndecided(
          ConsistencyModel.STRICT_SERIALIZABLE,
          "Strict serializability was not decided: %d transactions in %d sessions are too many."
              .formatted(history.size(), history.sessions().size()));
      return false;
    }
    Graph order = StrictOrder.of(history);
    return !reportCycles(ConsistencyModel.STRICT_SERIALIZABLE, order)
        && findOrder(ConsistencyModel.STRICT_SERIALIZABLE, order);
  }

  private boolean findOrder(ConsistencyModel model, Graph constraints) {
    SerialOrderSearch.Result result = new SerialOrderSearch(history, constraints).search();
    switch (result) {
      case FOUND -> {}
      case NONE ->
          findings.add(
              "not-" + model.modelName(),
              weakestLike(model),
              () ->
                  new Anomaly(
                      AnomalyType.ours("not-" + model.modelName()),
                      "All orders were tried, and none explains every read.",
                      List.of()));
      case GAVE_UP ->
          weakestLike(model)
              .forEach(like ->
                  findings.addUndecided(
                      like,
                      "Whether the history is %s was not decided: the search for an order reached its limit."
                          .formatted(model.modelName())));
    }
    return result == SerialOrderSearch.Result.FOUND;
  }

  /** Whether there is any. */
  private boolean reportCycles(ConsistencyModel model, Graph graph) {
    List<int[]> components = graph.cyclicComponents();
    PathFinder paths = new PathFinder(graph);
    components.forEach(component -> reportCycle(model, graph, paths.shortCycle(component)));
    return !components.isEmpty();
  }

  private void reportCycle(ConsistencyModel model, Graph graph, int[] cycle) {
    boolean isStrict = model == ConsistencyModel.STRICT_SERIALIZABLE;
    CycleKind kind = CycleKind.of(graph.edges(), cycle);
    String type = kind.type() + (isStrict ? "-realtime" : "");
    findings.add(
        type,
        isStrict ? EnumSet.of(model) : brokenBy(kind),
        () -> explainer.cycle(type, graph, cycle));
  }

  /** The weakest models that forbid a cycle in the plain order. */
  private static Set<ConsistencyModel> brokenBy(CycleKind kind) {
    Set<ConsistencyModel> broken = EnumSet.copyOf(SERIAL);
    broken.add(ConsistencyModel.REPEATABLE_READ);
    switch (kind) {
      case G_SINGLE -> {
        broken.add(ConsistencyModel.CONSISTENT_VIEW);
        broken.add(ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION);
        broken.add(ConsistencyModel.PREFIX);
      }
      // Each of those edges follows a read there, which prefixes do not have either.
      case G_NONADJACENT -> {
        broken.add(ConsistencyModel.SNAPSHOT_ISOLATION);
        broken.add(ConsistencyModel.PREFIX);
      }
      default -> {}
    }
    return broken;
  }

  /** The weakest models that are the same as a given one for who only reads and writes. */
  private static Set<ConsistencyModel> weakestLike(ConsistencyModel model) {
    return model == ConsistencyModel.SERIALIZABLE ? SERIAL : EnumSet.of(model);
  }

  /**
   * What any serial order has to contain by Elle's inference: reads; a version that was read comes
   * before the version that the reader wrote; and whoever read a version comes before whoever wrote
   * one known to be later.
   */
  private Graph plainOrder() {
    Edges edges = new Edges();
    Map<Read, Integer> replacedBy = new HashMap<>();
    for (Transaction transaction : history.transactions()) {
      for (Read read : transaction.reads()) {
        if (transaction.writes(read.key())) {
          replacedBy.put(read, transaction.id());
        }
        if (!read.isInitial()) {
          edges.add(read.writer(), transaction.id(), EdgeKind.WRITE_READ, read.key(), Edges.NONE);
        }
      }
    }
    for (Transaction reader : history.transactions()) {
      for (Read read : reader.reads()) {
        Integer next = replacedBy.get(read);
        if (read.isInitial() && edges.size() < MAX_READ_WRITE_EDGES) {
          history
              .writersOf(read.key())
              .filter(writer -> writer != reader.id())
              .forEach(writer -> addReadWrite(reader, read, writer, edges));
        } else if (next != null && next != reader.id()) {
          addReadWrite(reader, read, next, edges);
        }
      }
    }
    return new Graph(history.size(), edges);
  }

  private static void addReadWrite(Transaction reader, Read read, int writer, Edges edges) {
    edges.add(reader.id(), writer, EdgeKind.READ_WRITE, read.key(), read.writer());
  }
}
