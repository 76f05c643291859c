package glomers.bench.checker.append;

import glomers.bench.checker.txn.ConsistencyModel;
import glomers.bench.checker.txn.EdgeKind;
import glomers.bench.checker.txn.Edges;
import glomers.bench.checker.txn.Findings;
import glomers.bench.checker.txn.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Decides the models that say which transactions another has to see: monotonic atomic view, read
 * atomic and causal consistency, all three with sessions. A transaction sees whoever appended
 * something to a list that it read. Needed only where nothing stronger is kept.
 */
final class VisibilityLevels {
  /** The clocks of all transactions, one number for each session, have to fit into this: 128 MB. */
  private static final long MAX_CLOCK_ENTRIES = 32L << 20;

  private static final Set<ConsistencyModel> FROM_MONOTONIC_VIEW =
      EnumSet.of(
          ConsistencyModel.MONOTONIC_ATOMIC_VIEW,
          ConsistencyModel.MONOTONIC_VIEW,
          ConsistencyModel.UPDATE_ATOMIC,
          ConsistencyModel.PREFIX);
  private static final Set<ConsistencyModel> FROM_READ_ATOMIC =
      EnumSet.of(
          ConsistencyModel.READ_ATOMIC, ConsistencyModel.UPDATE_ATOMIC, ConsistencyModel.PREFIX);
  private static final Set<ConsistencyModel> FROM_SESSION_READ_ATOMIC =
      EnumSet.of(ConsistencyModel.READ_ATOMIC);
  private static final Set<ConsistencyModel> FROM_CAUSAL = EnumSet.of(ConsistencyModel.CAUSAL);

  private final ListHistory history;
  private final Findings findings;
  private final ListExplainer explainer;
  private final ListWords words;
  private final List<List<Integer>> readsOf = new ArrayList<>();
  private final List<IntList> unreadOf = new ArrayList<>();
  private final int[] sessions;
  private final int[] places;
  private final List<IntList> bySession = new ArrayList<>();

  private VisibilityLevels(ListHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
    this.explainer = new ListExplainer(history);
    this.words = new ListWords(history);
    for (int id = 0; id < history.size(); id++) {
      readsOf.add(new ArrayList<>(2));
    }
    for (int read = 0; read < history.readCount(); read++) {
      readsOf.get(history.reader(read)).add(read);
    }
    for (int key = 0; key < history.keyCount(); key++) {
      unreadOf.add(new IntList());
    }
    for (int element = 0; element < history.elementCount(); element++) {
      if (history.position(element) == ListHistory.NONE) {
        unreadOf.get(history.keyOf(element)).add(element);
      }
    }
    sessions = new int[history.size()];
    places = new int[history.size()];
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int id = 0; id < history.size(); id++) {
      if (history.isPossible(id)) {
        int session =
            numbers.computeIfAbsent(
                history.operation(id).process(),
                process -> {
                  bySession.add(new IntList());
                  return bySession.size() - 1;
                });
        sessions[id] = session;
        places[id] = bySession.get(session).size();
        bySession.get(session).add(id);
      }
    }
  }

  /** Notes every violation of one of these models. To be asked after {@link CycleLevels}. */
  static void decide(ListHistory history, Findings findings) {
    if (findings.outcome(ConsistencyModel.STRONG_SESSION_SNAPSHOT_ISOLATION)
        != Findings.Outcome.OK) {
      new VisibilityLevels(history, findings).decide();
    }
  }

  private void decide() {
    for (int id = 0; id < history.size(); id++) {
      if (readsOf.get(id).size() > 1) {
        readAtomic(id);
      }
    }
    bySession.forEach(this::ownSession);
    if (findings.isBroken(ConsistencyModel.CAUSAL)) {
      return;
    }
    if ((long) history.size() * bySession.size() > MAX_CLOCK_ENTRIES) {
      findings.addUndecided(
          ConsistencyModel.CAUSAL,
          "Causal consistency was not decided: %d transactions in %d sessions are too many."
              .formatted(history.size(), bySession.size()));
      return;
    }
    causal();
  }

  /** The elements that a read is known to have seen. */
  private int[] seen(int read) {
    int last = history.lastElement(read);
    if (last == ListHistory.NONE) {
      return new int[0];
    }
    int position = history.position(last);
    return position == ListHistory.NONE
        ? new int[] {last}
        : Arrays.copyOf(history.order(history.readKey(read)), position + 1);
  }

  /** What a read lacks of the elements that its key has. */
  private int[] lacked(int read) {
    int key = history.readKey(read);
    int last = history.lastElement(read);
    if (last != ListHistory.NONE && history.position(last) == ListHistory.NONE) {
      return new int[0];
    }
    int[] order = history.order(key);
    int from = last == ListHistory.NONE ? 0 : history.position(last) + 1;
    IntList lacked = new IntList();
    for (int place = from; place < order.length; place++) {
      lacked.add(order[place]);
    }
    for (int i = 0; i < unreadOf.get(key).size(); i++) {
      lacked.add(unreadOf.get(key).get(i));
    }
    return lacked.toArray();
  }

  private void readAtomic(int id) {
    List<Integer> reads = readsOf.get(id);
    Map<Integer, Integer> firstShownBy = new HashMap<>();
    Map<Integer, Integer> lastShownBy = new HashMap<>();
    for (int place = 0; place < reads.size(); place++) {
      for (int element : seen(reads.get(place))) {
        firstShownBy.putIfAbsent(history.writer(element), place);
        lastShownBy.put(history.writer(element), element);
      }
    }
    for (int place = 0; place < reads.size(); place++) {
      int read = reads.get(place);
      for (int missing : lacked(read)) {
        int writer = history.writer(missing);
        Integer shown = firstShownBy.get(writer);
        if (shown != null && history.isPossible(writer) && writer != id) {
          boolean isAfter = shown < place;
          String type = isAfter ? "G-monotonic" : "fractured-read";
          int other = lastShownBy.get(writer);
          findings.add(
              type,
              isAfter ? FROM_MONOTONIC_VIEW : FROM_READ_ATOMIC,
              () ->
                  explainer.missed(
                      type,
                      id,
                      missing,
                      list(id, read),
                      writer,
                      "it read what the same one appended to key %s, %s"
                          .formatted(history.key(history.keyOf(other)), history.value(other))));
          break;
        }
      }
    }
  }

  private JsonNode list(int id, int read) {
    return words.listEndingWith(id, history.readKey(read), history.lastElement(read));
  }

  private void ownSession(IntList session) {
    Set<Integer> appended = new HashSet<>();
    for (int place = 0; place < session.size(); place++) {
      int id = session.get(place);
      for (int read : readsOf.get(id)) {
        if (appended.contains(history.readKey(read))) {
          for (int missing : lacked(read)) {
            int writer = history.writer(missing);
            if (history.isPossible(writer)
                && writer != id
                && sessions[writer] == sessions[id]
                && places[writer] < place) {
              findings.add(
                  "stale-session-read",
                  FROM_SESSION_READ_ATOMIC,
                  () ->
                      explainer.missed(
                          "stale-session-read",
                          id,
                          missing,
                          list(id, read),
                          writer,
                          "process %d had run %s before"
                              .formatted(history.operation(id).process(), words.name(writer))));
              break;
            }
          }
        }
      }
      for (JsonNode each : history.operation(id).input()) {
        if (MicroOperations.isAppend(each)) {
          appended.add(history.keyNumber(MicroOperations.key(each)));
        }
      }
    }
  }

  private void causal() {
    Edges edges = new Edges();
    for (int read = 0; read < history.readCount(); read++) {
      for (int element : seen(read)) {
        int writer = history.writer(element);
        if (history.isPossible(writer) && writer != history.reader(read)) {
          edges.add(writer, history.reader(read), EdgeKind.WRITE_READ, Edges.NONE, element);
        }
      }
    }
    for (IntList session : bySession) {
      for (int place = 1; place < session.size(); place++) {
        edges.add(session.get(place - 1), session.get(place), EdgeKind.SESSION);
      }
    }
    Graph graph = new Graph(history.size(), edges);
    Optional<int[]> order = graph.topologicalOrder();
    if (order.isEmpty()) {
      throw new IllegalStateException("A cycle of sessions and reads was not found before.");
    }
    int[][] clocks = new int[history.size()][bySession.size()];
    for (int id : order.get()) {
      if (!history.isPossible(id)) {
        continue;
      }
      readsOf.get(id).forEach(read -> causal(id, read, clocks[id]));
      for (int place = graph.firstEdge(id); place < graph.firstEdge(id + 1); place++) {
        int[] later = clocks[graph.target(place)];
        for (int session = 0; session < later.length; session++) {
          later[session] = Math.max(later[session], clocks[id][session]);
        }
        later[sessions[id]] = Math.max(later[sessions[id]], places[id] + 1);
      }
    }
  }

  private void causal(int id, int read, int[] clock) {
    for (int missing : lacked(read)) {
      int writer = history.writer(missing);
      if (history.isPossible(writer) && writer != id && clock[sessions[writer]] > places[writer]) {
        findings.add(
            "causality-violation",
            FROM_CAUSAL,
            () ->
                explainer.missed(
                    "causality-violation",
                    id,
                    missing,
                    list(id, read),
                    writer,
                    "%s happened before it, by a chain of sessions and reads"
                        .formatted(words.name(writer))));
        return;
      }
    }
  }
}
