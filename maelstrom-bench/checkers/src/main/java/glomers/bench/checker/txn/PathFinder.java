package glomers.bench.checker.txn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Finds short paths and cycles in one graph by breadth-first search. Not thread-safe: it keeps its
 * scratch space.
 */
public final class PathFinder {
  /**
   * How many edges may be looked at for a component's shortest cycle, before a short one will do.
   */
  private static final int EDGE_BUDGET = 200_000;

  private final Graph graph;
  private final int[] cameBy;
  private final int[] queue;
  private int edgesSeen;

  /** A finder of paths in a graph. */
  public PathFinder(Graph graph) {
    this.graph = graph;
    cameBy = new int[graph.size()];
    Arrays.fill(cameBy, Edges.NONE);
    queue = new int[graph.size()];
  }

  /**
   * A shortest path, as the numbers of its edges.
   *
   * @param start where it begins
   * @param end where it ends; the same as the start for a shortest cycle through it
   * @param isAllowed which edges it may use
   */
  public Optional<int[]> shortestPath(int start, int end, IntPredicate isAllowed) {
    int head = 0;
    int tail = 0;
    int reached = Edges.NONE;
    queue[tail++] = start;
    search:
    while (head < tail) {
      int node = queue[head++];
      for (int place = graph.firstEdge(node); place < graph.firstEdge(node + 1); place++) {
        edgesSeen++;
        int next = graph.target(place);
        if (cameBy[next] == Edges.NONE && isAllowed.test(graph.edge(place))) {
          cameBy[next] = graph.edge(place);
          if (next == end) {
            reached = next;
            break search;
          }
          if (next != start) {
            queue[tail++] = next;
          }
        }
      }
    }
    Optional<int[]> path = reached == end ? Optional.of(pathTo(start, end)) : Optional.empty();
    cameBy[end] = Edges.NONE;
    for (int i = 0; i < tail; i++) {
      cameBy[queue[i]] = Edges.NONE;
    }
    return path;
  }

  private int[] pathTo(int start, int end) {
    ArrayDeque<Integer> path = new ArrayDeque<>();
    int node = end;
    do {
      path.addFirst(cameBy[node]);
      node = graph.edges().from(cameBy[node]);
    } while (node != start);
    return path.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * A cycle within a strongly connected component: a shortest one, unless the component is so large
   * that looking everywhere would take too long.
   *
   * @param component the nodes, ascending
   */
  public int[] shortCycle(int[] component) {
    Edges edges = graph.edges();
    IntPredicate isWithin = edge -> Arrays.binarySearch(component, edges.to(edge)) >= 0;
    int[] best = null;
    edgesSeen = 0;
    for (int start : component) {
      int[] cycle = shortestPath(start, start, isWithin).orElseThrow();
      if (best == null || cycle.length < best.length) {
        best = cycle;
      }
      if (best.length == 2 || edgesSeen > EDGE_BUDGET) {
        break;
      }
    }
    return best;
  }
}
