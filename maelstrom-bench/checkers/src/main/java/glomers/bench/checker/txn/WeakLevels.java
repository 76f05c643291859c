package glomers.bench.checker.txn;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Decides the models from read uncommitted to causal consistency. For each, the edges that any
 * commit order must contain are added to those of the weaker one; the model is kept if and only if
 * there is no cycle (Biswas and Enea, 2019: no rule's premise mentions the commit order, so any
 * order that contains the edges will do). Which edges suffice, and how to find them fast, is in the
 * class of each rule.
 *
 * <p>A component in which a weaker model's cycle lies is not reported for a stronger one.
 */
final class WeakLevels {
  private final TxnHistory history;
  private final Findings findings;
  private final Explainer explainer;
  private final boolean[] isReported;
  private final Set<MissedWrite> missedWrites = new HashSet<>();

  /**
   * A read of the initial state by a transaction to which a write of the same key was visible. It
   * takes no cycle: nothing comes before the initial state.
   */
  record MissedWrite(int reader, int key) {}

  /** Told of every {@link MissedWrite} that a rule meets. */
  @FunctionalInterface
  interface MissedWriteListener {
    void missed(int writer, int reader, int key);
  }

  private WeakLevels(TxnHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
    explainer = new Explainer(history);
    isReported = new boolean[history.size()];
  }

  /** Notes every violation of one of these models. */
  static void decide(TxnHistory history, Findings findings) {
    new WeakLevels(history, findings).decide();
  }

  private void decide() {
    Edges versions = new Edges();
    history.transactions().forEach(transaction -> addVersionOrder(transaction, versions));
    report(new Graph(history.size(), versions), ConsistencyModel.READ_UNCOMMITTED, edges -> "G0");

    Edges reads = new Edges();
    history.transactions().forEach(transaction -> addReads(transaction, reads));
    report(new Graph(history.size(), reads), ConsistencyModel.READ_COMMITTED, edges -> "G1c");

    Edges edges = new Edges();
    addSessions(edges);
    history.transactions().forEach(transaction -> addReads(transaction, edges));
    Graph causality = new Graph(history.size(), edges);
    Optional<int[]> causalOrder = causality.topologicalOrder();

    MonotonicViewRule.addEdges(
        history, edges, missedWriteListener(ConsistencyModel.MONOTONIC_ATOMIC_VIEW, causality));
    report(
        new Graph(history.size(), edges),
        ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
        kinds -> kinds.contains(EdgeKind.READ_BEFORE) ? "G-monotonic" : "G1c-process");

    ReadAtomicRule.addEdges(
        history, edges, missedWriteListener(ConsistencyModel.READ_ATOMIC, causality));
    report(
        new Graph(history.size(), edges),
        ConsistencyModel.READ_ATOMIC,
        kinds -> kinds.contains(EdgeKind.READ_BESIDE) ? "fractured-read" : "stale-session-read");

    if (causalOrder.isPresent()) {
      CausalRule.addEdges(
          history,
          causalOrder.get(),
          edges,
          missedWriteListener(ConsistencyModel.CAUSAL, causality));
      report(
          new Graph(history.size(), edges),
          ConsistencyModel.CAUSAL,
          kinds -> "causality-violation");
    }
  }

  private void addVersionOrder(Transaction transaction, Edges edges) {
    for (Transaction.Read read : transaction.reads()) {
      if (!read.isInitial() && transaction.writes(read.key())) {
        edges.add(
            read.writer(), transaction.id(), EdgeKind.WRITE_FOLLOWS_READ, read.key(), Edges.NONE);
      }
    }
  }

  private static void addReads(Transaction transaction, Edges edges) {
    for (Transaction.Read read : transaction.reads()) {
      if (!read.isInitial()) {
        edges.add(read.writer(), transaction.id(), EdgeKind.WRITE_READ, read.key(), Edges.NONE);
      }
    }
  }

  private void addSessions(Edges edges) {
    for (int[] session : history.sessions()) {
      for (int i = 1; i < session.length; i++) {
        edges.add(session[i - 1], session[i], EdgeKind.SESSION);
      }
    }
  }

  private void report(
      Graph graph, ConsistencyModel model, Function<Set<EdgeKind>, String> typeByKinds) {
    PathFinder paths = new PathFinder(graph);
    for (int[] component : graph.cyclicComponents()) {
      if (IntStream.of(component).noneMatch(node -> isReported[node])) {
        int[] cycle = paths.shortCycle(component);
        Set<EdgeKind> kinds = EnumSet.noneOf(EdgeKind.class);
        IntStream.of(cycle).forEach(edge -> kinds.add(graph.edges().kind(edge)));
        String type = typeByKinds.apply(kinds);
        findings.add(type, brokenBy(model), () -> explainer.cycle(type, graph, cycle));
      }
      IntStream.of(component).forEach(node -> isReported[node] = true);
    }
  }

  /** A cycle without sessions has no place in a serial order either. */
  private static Set<ConsistencyModel> brokenBy(ConsistencyModel model) {
    Set<ConsistencyModel> broken = EnumSet.of(model);
    if (model == ConsistencyModel.READ_UNCOMMITTED || model == ConsistencyModel.READ_COMMITTED) {
      broken.addAll(ConsistencyModel.serial());
    }
    return broken;
  }

  private MissedWriteListener missedWriteListener(ConsistencyModel model, Graph causality) {
    return (writer, reader, key) -> {
      if (missedWrites.add(new MissedWrite(reader, key))) {
        String type = missedWriteType(model, writer, reader);
        findings.add(
            type,
            EnumSet.of(model),
            () -> {
              int[] path =
                  new PathFinder(causality)
                      .shortestPath(writer, reader, edge -> true)
                      .orElseThrow();
              return explainer.missedWrite(type, causality, path, key);
            });
      }
    };
  }

  private String missedWriteType(ConsistencyModel model, int writer, int reader) {
    List<Transaction.Read> reads = history.transaction(reader).reads();
    return switch (model) {
      case MONOTONIC_ATOMIC_VIEW -> "G-monotonic";
      case READ_ATOMIC ->
          reads.stream().anyMatch(read -> read.writer() == writer)
              ? "fractured-read"
              : "stale-session-read";
      default -> "causality-violation";
    };
  }
}
