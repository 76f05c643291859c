package glomers.bench.checker.append;

import glomers.bench.checker.txn.EdgeKind;
import glomers.bench.checker.txn.Edges;
import glomers.bench.checker.txn.Graph;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds cycles of a {@link CycleShape} in one graph, by breadth-first search of transactions
 * together with what the path to them has had so far. Not thread-safe: it keeps its scratch space.
 *
 * <p>What two searches through one transaction have in common is not shared, so a search that has
 * looked at too many edges ends.
 */
final class CycleSearch {

  /** What came out. */
  sealed interface Result {}

  /** A shortest cycle through the first edge that lies in any, as the numbers of its edges. */
  record Found(int[] cycle) implements Result {}

  /** There is none. */
  record None() implements Result {}

  /** The limit was reached first. */
  record GaveUp() implements Result {}

  private static final long MAX_LOOKS = 5_000_000;
  private static final int MAX_COUNT = 2;
  private static final int STATES = 4 * (MAX_COUNT + 1);

  private final Graph graph;
  private final int[] cameBy;
  private final int[] cameFrom;
  private int[] queue = new int[64];
  private long looks;

  CycleSearch(Graph graph) {
    this.graph = graph;
    cameBy = new int[graph.size() * STATES];
    cameFrom = new int[graph.size() * STATES];
    Arrays.fill(cameBy, Edges.NONE);
  }

  /** Searches. */
  Result find(CycleShape shape) {
    int[] components = components(graph, shape.allowed()::contains);
    looks = 0;
    Optional<int[]> closedWalk = Optional.empty();
    Edges edges = graph.edges();
    for (int edge = 0; edge < edges.size(); edge++) {
      int from = edges.from(edge);
      if (edges.kind(edge) == shape.needed()
          && components[from] != 0
          && components[from] == components[edges.to(edge)]) {
        Optional<int[]> cycle = through(edge, shape, components);
        if (cycle.filter(this::isSimple).isPresent()) {
          return new Found(cycle.get());
        }
        closedWalk = closedWalk.or(() -> cycle);
        if (looks > MAX_LOOKS) {
          return closedWalk.<Result>map(Found::new).orElseGet(GaveUp::new);
        }
      }
    }
    return closedWalk.<Result>map(Found::new).orElseGet(None::new);
  }

  /** For every transaction the component of some edges that it lies in, or 0. */
  static int[] components(Graph graph, Predicate<EdgeKind> isAllowed) {
    Edges allowed = Edges.withoutReasons();
    Edges edges = graph.edges();
    for (int edge = 0; edge < edges.size(); edge++) {
      if (isAllowed.test(edges.kind(edge))) {
        allowed.add(edges.from(edge), edges.to(edge), edges.kind(edge));
      }
    }
    int[] components = new int[graph.size()];
    int number = 0;
    for (int[] component : new Graph(graph.size(), allowed).cyclicComponents()) {
      number++;
      for (int node : component) {
        components[node] = number;
      }
    }
    return components;
  }

  private boolean isSimple(int[] cycle) {
    return Arrays.stream(cycle).map(graph.edges()::from).distinct().count() == cycle.length;
  }

  private Optional<int[]> through(int first, CycleShape shape, int[] components) {
    Edges edges = graph.edges();
    Set<EdgeKind> allowed = shape.allowed();
    int start = edges.from(first);
    boolean beginsWithReadWrite = edges.kind(first) == EdgeKind.READ_WRITE;
    int tail = 0;
    int head = 0;
    int begin =
        edges.to(first) * STATES + state(beginsWithReadWrite ? 1 : 0, beginsWithReadWrite, false);
    cameBy[begin] = first;
    cameFrom[begin] = Edges.NONE;
    queue[tail++] = begin;
    int end = Edges.NONE;
    while (head < tail && end == Edges.NONE && looks <= 2 * MAX_LOOKS) {
      int at = queue[head++];
      int node = at / STATES;
      int count = at % STATES / 4;
      boolean isAfterReadWrite = (at & 2) != 0;
      boolean hasOrder = (at & 1) != 0;
      for (int place = graph.firstEdge(node); place < graph.firstEdge(node + 1); place++) {
        looks++;
        int edge = graph.edge(place);
        EdgeKind kind = edges.kind(edge);
        int to = edges.to(edge);
        boolean isReadWrite = kind == EdgeKind.READ_WRITE;
        if (!allowed.contains(kind)
            || components[to] != components[start]
            || isReadWrite
                && (count + 1 > shape.maxReadWrites()
                    || shape.isNonadjacent() && isAfterReadWrite)) {
          continue;
        }
        int next =
            to * STATES
                + state(
                    Math.min(MAX_COUNT, count + (isReadWrite ? 1 : 0)),
                    isReadWrite,
                    hasOrder || shape.isOrder(kind));
        if (cameBy[next] != Edges.NONE) {
          continue;
        }
        cameBy[next] = edge;
        cameFrom[next] = at;
        if (tail == queue.length) {
          queue = Arrays.copyOf(queue, 2 * tail);
        }
        queue[tail++] = next;
        if (to == start && isComplete(next, shape, beginsWithReadWrite)) {
          end = next;
          break;
        }
      }
    }
    Optional<int[]> cycle = end == Edges.NONE ? Optional.empty() : Optional.of(pathTo(end));
    for (int i = 0; i < tail; i++) {
      cameBy[queue[i]] = Edges.NONE;
    }
    return cycle;
  }

  private static int state(int count, boolean isAfterReadWrite, boolean hasOrder) {
    return 4 * count + (isAfterReadWrite ? 2 : 0) + (hasOrder ? 1 : 0);
  }

  private static boolean isComplete(int at, CycleShape shape, boolean beginsWithReadWrite) {
    boolean isClosedBadly = shape.isNonadjacent() && beginsWithReadWrite && (at & 2) != 0;
    return at % STATES / 4 >= shape.minReadWrites()
        && !isClosedBadly
        && (!shape.needsOrder() || (at & 1) != 0);
  }

  private int[] pathTo(int end) {
    ArrayDeque<Integer> path = new ArrayDeque<>();
    for (int at = end; at != Edges.NONE; at = cameFrom[at]) {
      path.addFirst(cameBy[at]);
    }
    return path.stream().mapToInt(Integer::intValue).toArray();
  }
}
