package glomers.bench.checker.append;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.checker.txn.EdgeKind;
import glomers.bench.checker.txn.Edges;
import glomers.bench.checker.txn.ElleAnomalies;
import glomers.bench.checker.txn.Findings;
import glomers.bench.checker.txn.Graph;
import glomers.bench.checker.txn.PathFinder;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides the models that are a matter of cycles. Of each component the worst kinds of cycles are
 * shown, one of each kind, and none that is only a case of one that was shown.
 *
 * <p>Serializability, plain, by sessions and by real time, is decided exactly: an order of all
 * transactions in which every edge goes forward explains every read, and none else does. Snapshot
 * isolation is decided by the theorem of Cerone and Gotsman ("Analysing Snapshot Isolation", PODC
 * 2016): no cycle but such as have two of the edges from a reader to who appended next in a row;
 * the parallel one and prefix consistency by the same authors' characterizations: no cycle with one
 * such edge, and none in which all of these follow a read of what was appended. All need the order
 * of versions, which is known but for appends that nobody read.
 */
final class CycleLevels {
  private static final Set<EdgeKind> FLOW =
      EnumSet.of(EdgeKind.APPENDED_BEFORE, EdgeKind.WRITE_READ);

  private final ListHistory history;
  private final Findings findings;
  private final ListExplainer explainer;

  private CycleLevels(ListHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
    this.explainer = new ListExplainer(history);
  }

  /** Notes every violation of one of these models. */
  static void decide(ListHistory history, Findings findings) {
    CycleLevels levels = new CycleLevels(history, findings);
    DependencyGraph dependencies = new DependencyGraph(history);
    dependencies
        .cyclicComponents()
        .forEach(component -> levels.decide(component, dependencies.among(component)));
    levels.noteUnorderedAppends();
  }

  private void decide(int[] transactions, Graph graph) {
    CycleSearch search = new CycleSearch(graph);
    Set<String> told = new HashSet<>();
    for (CycleShape shape : CycleShape.values()) {
      if (!told.contains(shape.type())) {
        switch (search.find(shape)) {
          case CycleSearch.Found found -> {
            report(shape, transactions, graph, found.cycle());
            told.addAll(ElleAnomalies.impliedBy(shape.type()));
          }
          case CycleSearch.None none -> {}
          case CycleSearch.GaveUp gaveUp -> gaveUp(shape, graph);
        }
      }
    }
    prefix(transactions, graph);
  }

  private void report(CycleShape shape, int[] transactions, Graph graph, int[] cycle) {
    findings.add(
        shape.type(),
        shape.broken(),
        () -> explainer.cycle(shape.type(), graph, transactions, cycle));
  }

  private void gaveUp(CycleShape shape, Graph graph) {
    for (ConsistencyModel model : shape.broken()) {
      findings.addUndecided(
          model,
          "Whether the history keeps %s was not decided: the search for cycles among %d transactions that depend on each other reached its limit."
              .formatted(model.modelName(), graph.size()));
    }
  }

  /**
   * Looks for a cycle in which each edge from a reader to who appended next follows a read of what
   * was appended: nodes are doubled, by whether they were reached by such a read.
   */
  private void prefix(int[] transactions, Graph graph) {
    Edges edges = graph.edges();
    Edges doubled = new Edges();
    for (int edge = 0; edge < edges.size(); edge++) {
      int from = 2 * edges.from(edge);
      int to = 2 * edges.to(edge);
      EdgeKind kind = edges.kind(edge);
      if (kind == EdgeKind.READ_WRITE) {
        doubled.add(from + 1, to, kind, edges.key(edge), edge);
      } else if (FLOW.contains(kind)) {
        int end = kind == EdgeKind.WRITE_READ ? to + 1 : to;
        doubled.add(from, end, kind, edges.key(edge), edge);
        doubled.add(from + 1, end, kind, edges.key(edge), edge);
      }
    }
    Graph both = new Graph(2 * graph.size(), doubled);
    List<int[]> components = both.cyclicComponents();
    if (!components.isEmpty() && !findings.isBroken(ConsistencyModel.PREFIX)) {
      int[] cycle = new PathFinder(both).shortCycle(components.getFirst());
      int[] original = IntStream.of(cycle).map(doubled::witness).toArray();
      findings.add(
          "prefix-cycle",
          EnumSet.of(ConsistencyModel.PREFIX),
          () -> explainer.cycle("prefix-cycle", graph, transactions, original));
    }
  }

  /** The order of two appends that nobody read matters where snapshots are concerned. */
  private void noteUnorderedAppends() {
    int[] unread = new int[history.keyCount()];
    for (int element = 0; element < history.elementCount(); element++) {
      int writer = history.writer(element);
      if (history.position(element) == ListHistory.NONE
          && writer != ListHistory.NONE
          && history.operation(writer).isOk()
          && !history.isIntermediate(element)) {
        unread[history.keyOf(element)]++;
      }
    }
    if (IntStream.of(unread).noneMatch(count -> count > 1)) {
      return;
    }
    for (ConsistencyModel model :
        EnumSet.of(
            ConsistencyModel.CONSISTENT_VIEW,
            ConsistencyModel.PARALLEL_SNAPSHOT_ISOLATION,
            ConsistencyModel.SNAPSHOT_ISOLATION,
            ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION,
            ConsistencyModel.STRONG_SNAPSHOT_ISOLATION)) {
      findings.addUndecided(
          model,
          "Whether the history keeps %s was not decided: nobody read in which order some of its appends took effect."
              .formatted(model.modelName()));
    }
  }
}
