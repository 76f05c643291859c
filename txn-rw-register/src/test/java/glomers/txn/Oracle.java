package glomers.txn;

import glomers.core.message.TxnVerbs.Function;
import glomers.core.message.TxnVerbs.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Judges small histories by the axioms of Biswas and Enea ("On the Complexity of Checking
 * Transactional Consistency", OOPSLA 2019), straight from their definition. Each value is written
 * once per key, so who read from whom is certain; a key that has no value yet has JSON null.
 *
 * <p>Each {@code t2} that wrote a key and that the reader {@code t3} must know of comes before the
 * {@code t1} that {@code t3} read the key from. The levels differ in whom the reader must know of,
 * and are violated if that order has a cycle.
 */
public final class Oracle {

  /** What can be wrong with a history. */
  public enum Finding {
    /** A transaction does not read what it has written itself. */
    OWN_WRITE_MISSED,
    /** A transaction reads a key twice and gets two values. */
    UNREPEATABLE_READ,
    /** A read of a value that no successful transaction wrote (G1a). */
    ABORTED_READ,
    /** A read of a value that its own transaction overwrote (G1b). */
    INTERMEDIATE_READ,
    /** Two transactions that overwrite each other's writes (G0). */
    WRITE_CYCLE,
    /** A read that misses a transaction of which another read of the same transaction tells. */
    NOT_READ_ATOMIC,
    /** A read that misses what led to something that its session has seen. */
    NOT_CAUSAL,
    /** Two transactions of one node that overwrote the same version, which both had read. */
    LOST_UPDATE_WITHIN_A_NODE
  }

  private record Cell(JsonNode key, JsonNode value) {}

  private record Read(int reader, JsonNode key, int writer) {}

  /** The writer of what was there at first. */
  private static final int INITIAL = -1;

  private final List<Executed> history;
  private final Set<Finding> findings = new TreeSet<>();
  private final Map<Cell, Integer> writers = new HashMap<>();
  private final Map<Cell, Integer> finalWriters = new HashMap<>();
  private final Map<JsonNode, BitSet> writersOfKey = new LinkedHashMap<>();
  private final List<Read> reads = new ArrayList<>();
  private final Graph writeOrder;
  private final Graph direct;

  private Oracle(List<Executed> history) {
    this.history = history;
    this.writeOrder = new Graph(history.size());
    this.direct = new Graph(history.size());
  }

  /**
   * What is wrong with the history, whose transactions are in the order in which they were invoked.
   */
  public static Set<Finding> judge(List<Executed> history) {
    Oracle oracle = new Oracle(history);
    oracle.findWriters();
    oracle.findReads();
    oracle.orderSessions();
    oracle.checkLevels();
    return oracle.findings;
  }

  private void findWriters() {
    for (int i = 0; i < history.size(); i++) {
      Map<JsonNode, JsonNode> last = new LinkedHashMap<>();
      for (Operation operation : history.get(i).operations()) {
        if (operation.f() == Function.WRITE) {
          last.put(operation.key(), operation.value());
          writers.put(new Cell(operation.key(), operation.value()), i);
        }
      }
      if (history.get(i).ok()) {
        for (Map.Entry<JsonNode, JsonNode> write : last.entrySet()) {
          finalWriters.put(new Cell(write.getKey(), write.getValue()), i);
          writersOfKey.computeIfAbsent(write.getKey(), none -> new BitSet()).set(i);
        }
      }
    }
  }

  private void findReads() {
    Map<List<Object>, Integer> updaters = new HashMap<>();
    for (int i = 0; i < history.size(); i++) {
      if (!history.get(i).ok()) {
        continue;
      }
      Map<JsonNode, JsonNode> seen = new HashMap<>();
      Map<JsonNode, JsonNode> read = new HashMap<>();
      Set<JsonNode> written = new HashSet<>();
      for (Operation operation : history.get(i).operations()) {
        JsonNode before = seen.put(operation.key(), operation.value());
        if (operation.f() == Function.READ) {
          if (before == null) {
            read.put(operation.key(), operation.value());
            external(i, operation);
          } else if (!before.equals(operation.value())) {
            findings.add(
                written.contains(operation.key())
                    ? Finding.OWN_WRITE_MISSED
                    : Finding.UNREPEATABLE_READ);
          }
        } else if (written.add(operation.key()) && read.containsKey(operation.key())) {
          JsonNode overwritten = read.get(operation.key());
          Integer writer = writers.get(new Cell(operation.key(), overwritten));
          if (writer != null && writer != i) {
            writeOrder.add(writer, i);
          }
          var update = List.<Object>of(history.get(i).node(), operation.key(), overwritten);
          if (updaters.putIfAbsent(update, i) != null) {
            findings.add(Finding.LOST_UPDATE_WITHIN_A_NODE);
          }
        }
      }
    }
  }

  private void external(int reader, Operation read) {
    Cell cell = new Cell(read.key(), read.value());
    Integer writer = read.value().isNull() ? Integer.valueOf(INITIAL) : writers.get(cell);
    if (writer == null || (writer != INITIAL && !history.get(writer).ok())) {
      findings.add(Finding.ABORTED_READ);
    } else if (writer != INITIAL && !finalWriters.containsKey(cell)) {
      findings.add(Finding.INTERMEDIATE_READ);
    } else {
      reads.add(new Read(reader, read.key(), writer));
      if (writer != INITIAL) {
        direct.add(writer, reader);
      }
    }
  }

  private void orderSessions() {
    Map<String, BitSet> before = new HashMap<>();
    for (int i = 0; i < history.size(); i++) {
      String session = history.get(i).session();
      BitSet earlier = before.computeIfAbsent(session, none -> new BitSet());
      for (int t = earlier.nextSetBit(0); t >= 0; t = earlier.nextSetBit(t + 1)) {
        direct.add(t, i);
      }
      earlier.set(i);
    }
  }

  private void checkLevels() {
    if (writeOrder.hasCycle()) {
      findings.add(Finding.WRITE_CYCLE);
    }
    if (violates(direct)) {
      findings.add(Finding.NOT_READ_ATOMIC);
    }
    if (direct.hasCycle() || violates(direct.closure())) {
      findings.add(Finding.NOT_CAUSAL);
    }
  }

  private boolean violates(Graph known) {
    Graph order = direct.copy();
    for (Read read : reads) {
      BitSet mustPrecede = (BitSet) writersOfKey.getOrDefault(read.key(), new BitSet()).clone();
      mustPrecede.and(known.predecessors(read.reader()));
      for (int t = mustPrecede.nextSetBit(0); t >= 0; t = mustPrecede.nextSetBit(t + 1)) {
        if (read.writer() == INITIAL) {
          return true;
        }
        if (t != read.writer()) {
          order.add(t, read.writer());
        }
      }
    }
    return order.hasCycle();
  }

  /** A directed graph on the numbers from 0. */
  private static final class Graph {
    private final BitSet[] predecessors;

    Graph(int size) {
      predecessors = new BitSet[size];
      for (int i = 0; i < size; i++) {
        predecessors[i] = new BitSet(size);
      }
    }

    void add(int from, int to) {
      predecessors[to].set(from);
    }

    BitSet predecessors(int node) {
      return predecessors[node];
    }

    Graph copy() {
      Graph copy = new Graph(predecessors.length);
      for (int i = 0; i < predecessors.length; i++) {
        copy.predecessors[i].or(predecessors[i]);
      }
      return copy;
    }

    /** Warshall's algorithm. */
    Graph closure() {
      Graph closure = copy();
      for (int via = 0; via < predecessors.length; via++) {
        for (int to = 0; to < predecessors.length; to++) {
          if (closure.predecessors[to].get(via)) {
            closure.predecessors[to].or(closure.predecessors[via]);
          }
        }
      }
      return closure;
    }

    boolean hasCycle() {
      BitSet done = new BitSet();
      boolean progress = true;
      while (progress) {
        progress = false;
        for (int i = done.nextClearBit(0); i < predecessors.length; i = done.nextClearBit(i + 1)) {
          BitSet open = (BitSet) predecessors[i].clone();
          open.andNot(done);
          if (open.isEmpty()) {
            done.set(i);
            progress = true;
          }
        }
      }
      return done.cardinality() < predecessors.length;
    }
  }
}
