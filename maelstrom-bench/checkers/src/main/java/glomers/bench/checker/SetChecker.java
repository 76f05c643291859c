package glomers.bench.checker;

import glomers.bench.checker.SetElement.Outcome;
import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Judges a set that all nodes share and that only grows, {@code g-set} or {@code broadcast}: what
 * Jepsen's {@code set-full} checker finds, and more.
 *
 * <p>Beyond it, reads have no value twice, none that nobody added, and none whose addition was
 * refused; a node's reads have what it acknowledged before, and what its earlier reads had; and
 * each node's final read has every acknowledged value. Maelstrom only wants each value to be in the
 * last read of any node.
 */
public final class SetChecker implements Checker {

  private static final AnomalyType LOST = AnomalyType.ofMaelstrom("lost");

  /** Jepsen looks for these, too, but by a comparison that no count meets. */
  private static final AnomalyType DUPLICATED = AnomalyType.ours("duplicated");

  private static final AnomalyType INVENTED = AnomalyType.ours("invented");
  private static final AnomalyType REFUSED_YET_PRESENT = AnomalyType.ours("refused-yet-present");
  private static final AnomalyType ACKNOWLEDGED_NOT_STORED =
      AnomalyType.ours("acknowledged-not-stored");
  private static final AnomalyType VANISHED = AnomalyType.ours("vanished");
  private static final AnomalyType NO_FINAL_READ = AnomalyType.ours("no-final-read");
  private static final AnomalyType INCOMPLETE_NODE = AnomalyType.ours("incomplete-node");

  private static final Undecided NEVER_READ =
      new Undecided("no value was ever read, so nothing can be said", Rule.MAELSTROM);

  private static final int MAX_VALUES_NAMED = 8;

  /** How a workload calls the adding of a value. */
  public enum Addition {
    /** {@code broadcast}'s. */
    BROADCAST("broadcast", "broadcast to", "whose broadcast"),
    /** {@code g-set}'s. */
    ADD("added", "added at", "whose addition");

    private final String done;
    private final String doneAt;
    private final String whose;

    Addition(String done, String doneAt, String whose) {
      this.done = done;
      this.doneAt = doneAt;
      this.whose = whose;
    }
  }

  private final Addition addition;
  private final List<String> nodes;
  private final boolean nodesKeepTheirMemory;
  private final Deaths excuses;

  /**
   * A checker.
   *
   * @param addition how adding is called
   * @param nodes all nodes, each of which has to answer a final read
   * @param nodesKeepTheirMemory whether no node was killed, so that each can be held to what it
   *     acknowledged
   * @param excuses the deaths of nodes that may have taken along what they alone had
   */
  public SetChecker(
      Addition addition, List<String> nodes, boolean nodesKeepTheirMemory, Deaths excuses) {
    this.addition = addition;
    this.nodes = List.copyOf(nodes);
    this.nodesKeepTheirMemory = nodesKeepTheirMemory;
    this.excuses = excuses;
  }

  /** A checker that takes no death for an excuse. */
  public SetChecker(Addition addition, List<String> nodes, boolean nodesKeepTheirMemory) {
    this(addition, nodes, nodesKeepTheirMemory, Deaths.NONE);
  }

  @Override
  public Verdict check(List<Operation> history) {
    return new Judgement(history).verdict();
  }

  /**
   * How long a value took to be everywhere.
   *
   * @param value the value
   * @param knownNanos when it was acknowledged
   * @param latencyNanos how much later the last read that lacks it began; 0 if none does
   */
  public record StableValue(JsonNode value, long knownNanos, long latencyNanos) {}

  /** The values of a history that all reads had in the end, in the order of their additions. */
  public static List<StableValue> stableValues(List<Operation> history) {
    var work = new SetChecker(Addition.ADD, List.of(), false).new Judgement(history);
    work.replay();
    List<StableValue> stable = new ArrayList<>();
    work.elements.forEach((value, element) -> {
      if (element.outcome() == Outcome.STABLE) {
        stable.add(new StableValue(value, element.knownNanos(), element.stableLatencyNanos()));
      }
    });
    return stable;
  }

  /** A node's read lacks a value that an earlier one had. */
  private record Gone(JsonNode value, Operation earlier, Operation read) {}

  /** The work on one history. */
  private final class Judgement {
    private final List<Operation> history;
    private final Map<JsonNode, SetElement> elements = new LinkedHashMap<>();
    private final Map<String, Map<JsonNode, Operation>> acknowledgedByNode = new LinkedHashMap<>();
    private final Map<String, Map<JsonNode, Operation>> readByNode = new HashMap<>();
    private final AnomalyList anomalies = new AnomalyList();

    private final List<Gone> gone = new ArrayList<>();

    Judgement(List<Operation> history) {
      this.history = history;
    }

    Verdict verdict() {
      replay();
      Map<String, Object> figures = summarizeElements();
      addVanished();
      checkFinalReads();
      boolean isNothingRead =
          elements.values().stream().allMatch(element -> element.outcome() == Outcome.NEVER_READ);
      return anomalies.toVerdict(
          figures, isNothingRead ? Optional.of(NEVER_READ) : Optional.empty());
    }

    private void replay() {
      List<Event> events = Event.of(history);
      int[] begunAt = new int[history.isEmpty() ? 0 : history.getLast().index() + 1];
      for (int position = 0; position < events.size(); position++) {
        Operation operation = events.get(position).operation();
        boolean isAddition = isAddition(operation);
        if (!events.get(position).isEnd()) {
          begunAt[operation.index()] = position;
          if (isAddition) {
            elements.put(operation.input(), new SetElement(operation));
          }
        } else if (operation.isOk()) {
          if (isAddition) {
            elements.get(operation.input()).acknowledged(operation, position);
            acknowledgedByNode
                .computeIfAbsent(operation.node(), unused -> new LinkedHashMap<>())
                .put(operation.input(), operation);
          } else {
            read(operation, begunAt[operation.index()], position);
          }
        }
      }
    }

    private void read(Operation read, int begunAt, int endedAt) {
      Set<JsonNode> values = HashSet.newHashSet(read.output().size());
      for (JsonNode value : read.output()) {
        if (!values.add(value)) {
          anomalies.add(
              DUPLICATED,
              Subject.ofValue(value).at(read.node()),
              () -> described(read) + " has " + value + " more than once",
              read);
        }
        SetElement element = elements.get(value);
        if (element == null) {
          anomalies.add(
              INVENTED,
              Subject.ofValue(value).at(read.node()),
              () -> described(read) + " has " + value + ", which nobody " + addition.done,
              read);
        } else if (element.addition().outcome() == Operation.Outcome.FAIL) {
          anomalies.add(
              REFUSED_YET_PRESENT,
              Subject.ofValue(value).at(read.node()),
              () -> described(read) + " has " + value + ", " + addition.whose + " was refused",
              element.addition(),
              read);
        }
      }
      elements.forEach((value, element) -> {
        if (values.contains(value)) {
          element.present(read, begunAt, endedAt);
        } else {
          element.absent(read, begunAt);
        }
      });
      if (nodesKeepTheirMemory) {
        checkOwnValues(read, values);
        checkEarlierReads(read, values);
      }
    }

    private void checkOwnValues(Operation read, Set<JsonNode> values) {
      acknowledgedByNode
          .getOrDefault(read.node(), Map.of())
          .forEach((value, broadcast) -> {
            if (broadcast.completedNanos() < read.invokedNanos() && !values.contains(value)) {
              anomalies.add(
                  ACKNOWLEDGED_NOT_STORED,
                  Subject.ofValue(value).at(read.node()),
                  () ->
                      String.format(
                          Locale.ROOT,
                          "%s acknowledged %s after %.3f s, and %s lacks it",
                          read.node(),
                          value,
                          broadcast.completedNanos() / 1e9,
                          described(read)),
                  broadcast,
                  read);
            }
          });
    }

    /** A value that is gone from a node is told once, unless it comes back and goes again. */
    private void checkEarlierReads(Operation read, Set<JsonNode> values) {
      Map<JsonNode, Operation> known =
          readByNode.computeIfAbsent(read.node(), unused -> new LinkedHashMap<>());
      Iterator<Map.Entry<JsonNode, Operation>> entries = known.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<JsonNode, Operation> entry = entries.next();
        Operation earlier = entry.getValue();
        if (earlier.completedNanos() < read.invokedNanos() && !values.contains(entry.getKey())) {
          gone.add(new Gone(entry.getKey(), earlier, read));
          entries.remove();
        }
      }
      values.forEach(value -> known.putIfAbsent(value, read));
    }

    /** That a lost value is gone is told by its loss. */
    private void addVanished() {
      for (Gone one : gone) {
        SetElement element = elements.get(one.value());
        if (element == null || element.outcome() != Outcome.LOST) {
          anomalies.add(
              VANISHED,
              Subject.ofValue(one.value()).at(one.read().node()),
              () ->
                  described(one.earlier())
                      + " has "
                      + one.value()
                      + ", and "
                      + described(one.read())
                      + " lacks it",
              one.earlier(),
              one.read());
        }
      }
    }

    private Map<String, Object> summarizeElements() {
      Map<Outcome, Integer> outcomes = new HashMap<>();
      List<Long> stableLatencies = new ArrayList<>();
      int staleCount = 0;
      for (SetElement element : elements.values()) {
        outcomes.merge(element.outcome(), 1, Integer::sum);
        switch (element.outcome()) {
          case STABLE -> {
            long latencyMillis = element.stableLatencyMillis();
            stableLatencies.add(latencyMillis);
            staleCount += latencyMillis > 0 ? 1 : 0;
          }
          case LOST -> {
            if (!wasTakenAlong(element.addition().input())) {
              anomalies.add(
                  LOST,
                  Subject.ofValue(element.addition().input()),
                  () ->
                      element.addition().input()
                          + ", "
                          + addition.doneAt
                          + " "
                          + element.addition().node()
                          + ", is lost: "
                          + described(element.lastAbsent())
                          + " and every later one lacks it",
                  element.addition(),
                  element.lastAbsent());
            }
          }
          case NEVER_READ -> {}
        }
      }
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("attempt-count", elements.size());
      figures.put(
          "acknowledged-count", acknowledgedByNode.values().stream().mapToInt(Map::size).sum());
      figures.put("stable-count", outcomes.getOrDefault(Outcome.STABLE, 0));
      figures.put("lost-count", outcomes.getOrDefault(Outcome.LOST, 0));
      figures.put("never-read-count", outcomes.getOrDefault(Outcome.NEVER_READ, 0));
      figures.put("stale-count", staleCount);
      figures.put("duplicated-count", anomalies.count(DUPLICATED));
      if (!stableLatencies.isEmpty()) {
        figures.put("stable-latencies", Quantiles.of(stableLatencies));
      }
      return figures;
    }

    /** Whether all nodes that are known to have had the value were killed afterwards. */
    private boolean wasTakenAlong(JsonNode value) {
      return history.stream()
          .filter(operation -> operation.isOk() && has(operation, value))
          .allMatch(excuses::follow);
    }

    private static boolean isAddition(Operation operation) {
      return !operation.function().equals("read");
    }

    private static boolean has(Operation operation, JsonNode value) {
      if (isAddition(operation)) {
        return operation.input().equals(value);
      }
      for (JsonNode each : operation.output()) {
        if (each.equals(value)) {
          return true;
        }
      }
      return false;
    }

    private void checkFinalReads() {
      boolean hasFinalPhase = history.stream().anyMatch(Operation::isFinal);
      for (String node : hasFinalPhase ? nodes : List.<String>of()) {
        List<Operation> finalReads =
            history.stream().filter(op -> op.isFinal() && op.node().equals(node)).toList();
        finalReads.stream().filter(Operation::isOk).forEach(this::checkFinalRead);
        if (finalReads.stream().noneMatch(Operation::isOk)) {
          anomalies.add(
              NO_FINAL_READ,
              Subject.ofNode(node),
              () -> node + " did not answer its final read",
              finalReads.toArray(Operation[]::new));
        }
      }
    }

    private void checkFinalRead(Operation read) {
      Set<JsonNode> values = new HashSet<>();
      read.output().forEach(values::add);
      List<Operation> missing = new ArrayList<>();
      acknowledgedByNode
          .values()
          .forEach(acknowledged ->
              acknowledged.forEach((value, broadcast) -> {
                if (!values.contains(value) && !wasTakenAlong(value)) {
                  missing.add(broadcast);
                }
              }));
      if (!missing.isEmpty()) {
        anomalies.add(
            INCOMPLETE_NODE,
            Subject.ofValues(
                    missing.stream().limit(MAX_VALUES_NAMED).map(Operation::input).toList())
                .at(read.node()),
            () -> describe(read, missing),
            withFirst(read, missing));
      }
    }

    private String describe(Operation read, List<Operation> missing) {
      List<String> named =
          missing.stream().limit(MAX_VALUES_NAMED).map(op -> op.input().toString()).toList();
      return read.node()
          + " never got "
          + missing.size()
          + " acknowledged value"
          + (missing.size() == 1 ? "" : "s")
          + ": "
          + described(read)
          + " lacks "
          + String.join(", ", named)
          + (missing.size() > named.size() ? ", …" : "");
    }

    private Operation[] withFirst(Operation read, List<Operation> missing) {
      List<Operation> shown =
          new ArrayList<>(missing.subList(0, Math.min(MAX_VALUES_NAMED, missing.size())));
      shown.add(read);
      return shown.toArray(Operation[]::new);
    }
  }

  private static String described(Operation read) {
    return String.format(
        Locale.ROOT,
        "the %sread of %s begun after %.3f s",
        read.isFinal() ? "final " : "",
        read.node(),
        read.invokedNanos() / 1e9);
  }
}
