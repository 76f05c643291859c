package glomers.bench.checker.txn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A directed graph of the transactions 0 to n - 1 with the first so many of some {@link Edges}, in
 * adjacency arrays: a hundred thousand transactions have some million edges, each of which a
 * general graph library would box. Immutable.
 */
public final class Graph {
  private final int[] offsets;
  private final int[] edgeIds;
  private final Edges edges;
  private final int size;

  /**
   * The graph with the edges that there are so far.
   *
   * @param size how many transactions there are
   */
  public Graph(int size, Edges edges) {
    this.size = size;
    this.edges = edges;
    offsets = new int[size + 1];
    for (int edge = 0; edge < edges.size(); edge++) {
      offsets[edges.from(edge) + 1]++;
    }
    for (int node = 0; node < size; node++) {
      offsets[node + 1] += offsets[node];
    }
    edgeIds = new int[edges.size()];
    int[] next = Arrays.copyOf(offsets, size);
    for (int edge = 0; edge < edges.size(); edge++) {
      edgeIds[next[edges.from(edge)]++] = edge;
    }
  }

  /** How many transactions there are. */
  public int size() {
    return size;
  }

  /** All edges, by number. */
  public Edges edges() {
    return edges;
  }

  /** Where the edges of a node begin; they end where those of the next one do. */
  public int firstEdge(int node) {
    return offsets[node];
  }

  /** The number of the edge at a place. */
  public int edge(int place) {
    return edgeIds[place];
  }

  /** Where the edge at a place leads. */
  public int target(int place) {
    return edges.to(edgeIds[place]);
  }

  /**
   * An order in which every edge goes forward, small numbers first where there is a choice; empty
   * if there are cycles.
   */
  public Optional<int[]> topologicalOrder() {
    int[] incoming = new int[size];
    for (int place = 0; place < edgeIds.length; place++) {
      incoming[target(place)]++;
    }
    int[] order = new int[size];
    int end = 0;
    for (int node = 0; node < size; node++) {
      if (incoming[node] == 0) {
        order[end++] = node;
      }
    }
    for (int i = 0; i < end; i++) {
      for (int place = offsets[order[i]]; place < offsets[order[i] + 1]; place++) {
        if (--incoming[target(place)] == 0) {
          order[end++] = target(place);
        }
      }
    }
    return end == size ? Optional.of(order) : Optional.empty();
  }

  /**
   * The strongly connected components of more than one node, by their smallest node, each
   * ascending: every cycle lies in one, and in every one is a cycle. (Tarjan, "Depth-first search
   * and linear graph algorithms", 1972, without recursion.)
   */
  public List<int[]> cyclicComponents() {
    List<int[]> components = new ArrayList<>();
    int[] index = new int[size];
    int[] low = new int[size];
    int[] place = Arrays.copyOf(offsets, size);
    boolean[] isOpen = new boolean[size];
    int[] open = new int[size];
    int[] path = new int[size];
    int openCount = 0;
    int visited = 0;
    for (int root = 0; root < size; root++) {
      if (index[root] != 0) {
        continue;
      }
      int depth = 0;
      path[0] = root;
      while (depth >= 0) {
        int node = path[depth];
        if (index[node] == 0) {
          index[node] = low[node] = ++visited;
          open[openCount++] = node;
          isOpen[node] = true;
        }
        if (place[node] < offsets[node + 1]) {
          int next = target(place[node]++);
          if (index[next] == 0) {
            path[++depth] = next;
          } else if (isOpen[next]) {
            low[node] = Math.min(low[node], index[next]);
          }
          continue;
        }
        if (low[node] == index[node]) {
          int start = openCount;
          do {
            isOpen[open[--start]] = false;
          } while (open[start] != node);
          if (openCount - start > 1) {
            int[] component = Arrays.copyOfRange(open, start, openCount);
            Arrays.sort(component);
            components.add(component);
          }
          openCount = start;
        }
        if (--depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[node]);
        }
      }
    }
    components.sort((a, b) -> Integer.compare(a[0], b[0]));
    return components;
  }
}
