package glomers.bench.checker.append;

import glomers.bench.checker.txn.EdgeKind;
import glomers.bench.checker.txn.Edges;
import glomers.bench.checker.txn.Graph;
import glomers.bench.checker.txn.RealTimeOrder;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What depends on what in a history of lists: whoever read a list comes after who appended its last
 * element that isn't its own; appends come in the order of the longest list, and those that nobody
 * read after all of it; and whoever read a list comes before who appended to it next. Besides, each
 * comes after its session's last, and after all that had ended before it began.
 *
 * <p>The order of the appends that nobody read is not known, and no edge leads from one to another.
 */
final class DependencyGraph {
  private final ListHistory history;

  /**
   * The reads by the last element that they saw: where each element's begin, and then the reads.
   */
  private final int[] firstRead;

  private final int[] reads;

  /** For every key the reads of an empty list. */
  private final List<IntList> emptyReads = new ArrayList<>();

  /** Of every transaction the one that its process ran before, or {@link ListHistory#NONE}. */
  private final int[] before;

  DependencyGraph(ListHistory history) {
    this.history = history;
    for (int key = 0; key < history.keyCount(); key++) {
      emptyReads.add(new IntList());
    }
    firstRead = new int[history.elementCount() + 1];
    for (int read = 0; read < history.readCount(); read++) {
      int last = history.lastElement(read);
      if (last == ListHistory.NONE) {
        emptyReads.get(history.readKey(read)).add(read);
      } else {
        firstRead[last + 1]++;
      }
    }
    for (int element = 0; element < history.elementCount(); element++) {
      firstRead[element + 1] += firstRead[element];
    }
    reads = new int[firstRead[history.elementCount()]];
    int[] next = Arrays.copyOf(firstRead, history.elementCount());
    for (int read = 0; read < history.readCount(); read++) {
      if (history.lastElement(read) != ListHistory.NONE) {
        reads[next[history.lastElement(read)]++] = read;
      }
    }
    before = new int[history.size()];
    Map<Integer, Integer> newest = new HashMap<>();
    for (int id = 0; id < history.size(); id++) {
      Operation operation = history.operation(id);
      boolean isPossible = history.isPossible(id);
      Integer earlier =
          isPossible ? newest.put(operation.process(), id) : newest.get(operation.process());
      before[id] = earlier == null || !isPossible ? ListHistory.NONE : earlier;
    }
  }

  /**
   * The strongly connected components of more than one transaction: every cycle lies in one. Most
   * histories have none, which is all that needs to be known of them.
   */
  List<int[]> cyclicComponents() {
    Edges edges = Edges.withoutReasons();
    addDataEdges(edges, identity());
    addSessions(edges, identity());
    int size = addRealTime(edges);
    List<int[]> components = new ArrayList<>();
    for (int[] component : new Graph(size, edges).cyclicComponents()) {
      int[] transactions = Arrays.stream(component).filter(id -> id < history.size()).toArray();
      if (transactions.length > 1) {
        components.add(transactions);
      }
    }
    return components;
  }

  private int[] identity() {
    int[] identity = new int[history.size()];
    Arrays.setAll(identity, id -> id);
    return identity;
  }

  /**
   * The graph of some transactions, which have there the numbers of their places.
   *
   * @param transactions ascending
   */
  Graph among(int[] transactions) {
    int[] places = new int[history.size()];
    Arrays.fill(places, ListHistory.NONE);
    for (int place = 0; place < transactions.length; place++) {
      places[transactions[place]] = place;
    }
    Edges edges = new Edges();
    addDataEdges(edges, places);
    addSessions(edges, places);
    RealTimeOrder.addEdges(
        Arrays.stream(transactions).mapToObj(history::operation).toList(), edges);
    return new Graph(transactions.length, edges);
  }

  /** Adds the edges between transactions that have a place; their witness is the element. */
  private void addDataEdges(Edges edges, int[] places) {
    for (int element = 0; element < history.elementCount(); element++) {
      int writer = history.writer(element);
      if (!history.isPossible(writer) || places[writer] == ListHistory.NONE) {
        continue;
      }
      int key = history.keyOf(element);
      for (int at = firstRead[element]; at < firstRead[element + 1]; at++) {
        int reader = history.reader(reads[at]);
        int shown = history.lastOfOthers(element, reader);
        if (shown != ListHistory.NONE && history.isPossible(history.writer(shown))) {
          add(edges, places, history.writer(shown), reader, EdgeKind.WRITE_READ, key, shown);
        }
      }
      int previous = history.previous(element);
      if (previous == ListHistory.NONE) {
        IntList empty = emptyReads.get(key);
        for (int i = 0; i < empty.size(); i++) {
          add(
              edges,
              places,
              history.reader(empty.get(i)),
              writer,
              EdgeKind.READ_WRITE,
              key,
              element);
        }
      } else {
        int earlier = history.writer(previous);
        if (history.isPossible(earlier)) {
          add(edges, places, earlier, writer, EdgeKind.APPENDED_BEFORE, key, element);
        }
        for (int at = firstRead[previous]; at < firstRead[previous + 1]; at++) {
          add(edges, places, history.reader(reads[at]), writer, EdgeKind.READ_WRITE, key, element);
        }
      }
    }
  }

  private static void add(
      Edges edges, int[] places, int from, int to, EdgeKind kind, int key, int element) {
    if (from != to && places[from] != ListHistory.NONE && places[to] != ListHistory.NONE) {
      edges.add(places[from], places[to], kind, key, element);
    }
  }

  private void addSessions(Edges edges, int[] places) {
    for (int id = 0; id < before.length; id++) {
      int earlier = before[id];
      while (earlier != ListHistory.NONE && places[earlier] == ListHistory.NONE) {
        earlier = before[earlier];
      }
      if (earlier != ListHistory.NONE && places[id] != ListHistory.NONE) {
        edges.add(places[earlier], places[id], EdgeKind.SESSION);
      }
    }
  }

  /**
   * Adds the order of real time with fewer edges than pairs: through moments, which are nodes of
   * their own. A moment comes after all that ended before it, and before all that began after it.
   *
   * @return how many nodes there are then
   */
  private int addRealTime(Edges edges) {
    Integer[] begun = new Integer[history.size()];
    Arrays.setAll(begun, id -> id);
    Integer[] ended =
        Arrays.stream(begun).filter(id -> history.operation(id).isOk()).toArray(Integer[]::new);
    Arrays.sort(begun, Comparator.comparingLong(id -> history.operation(id).invokedNanos()));
    Arrays.sort(ended, Comparator.comparingLong(id -> history.operation(id).completedNanos()));
    int moment = history.size() - 1;
    int next = 0;
    for (int id : begun) {
      long nanos = history.operation(id).invokedNanos();
      if (next < ended.length && history.operation(ended[next]).completedNanos() < nanos) {
        moment++;
        if (moment > history.size()) {
          edges.add(moment - 1, moment, EdgeKind.REAL_TIME);
        }
        while (next < ended.length && history.operation(ended[next]).completedNanos() < nanos) {
          edges.add(ended[next++], moment, EdgeKind.REAL_TIME);
        }
      }
      if (moment >= history.size() && history.isPossible(id)) {
        edges.add(moment, id, EdgeKind.REAL_TIME);
      }
    }
    return moment + 1;
  }
}
