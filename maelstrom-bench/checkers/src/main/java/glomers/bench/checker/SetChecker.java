package glomers.bench.checker;

import glomers.bench.checker.SetElement.Outcome;
import glomers.bench.checker.Verdict.Undecided;
import glomers.bench.history.Deaths;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Undecided NEVER_READ =
      new Undecided("no value was ever read, so nothing can be said", Rule.MAELSTROM);

  /** How a workload calls the adding of a value, and what its read answers with. */
  public enum Addition {
    /** {@code broadcast}'s. */
    BROADCAST("broadcast", "broadcast to", "whose broadcast", "messages"),
    /** {@code g-set}'s. */
    ADD("added", "added at", "whose addition", "value");

    private final String done;
    private final String doneAt;
    private final String whose;
    private final String field;

    Addition(String done, String doneAt, String whose, String field) {
      this.done = done;
      this.doneAt = doneAt;
      this.whose = whose;
      this.field = field;
    }

    String done() {
      return done;
    }

    String doneAt() {
      return doneAt;
    }

    String whose() {
      return whose;
    }

    /** The field of the answer to a read that holds the values. */
    String field() {
      return field;
    }

    /** How that begins in Go as a list that is not null. */
    String goMend() {
      return "%s := []int{} instead of var %s []int".formatted(field, field);
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
    AnomalyList anomalies = new AnomalyList();
    SetElements elements = new SetElements();
    SetReads reads = new SetReads(addition, elements, anomalies);
    NodeMemory memory = new NodeMemory(elements, anomalies);
    elements.replay(
        history,
        (read, values) -> {
          reads.check(read, values);
          if (nodesKeepTheirMemory) {
            memory.check(read, values);
          }
        });
    elements.all().stream()
        .filter(element -> element.outcome() == Outcome.LOST)
        .filter(element -> !wasTakenAlong(history, element.addition().input()))
        .forEach(element -> addLost(element, elements, anomalies));
    // That a lost value is gone is told by its loss.
    memory.addVanished(number -> isLost(elements, number));
    new SetFinalReads(elements, value -> wasTakenAlong(history, value), anomalies)
        .check(history, nodes);
    boolean isNothingRead =
        elements.all().stream().allMatch(element -> element.outcome() == Outcome.NEVER_READ);
    return anomalies.toVerdict(
        figures(elements, anomalies.count(SetAnomalies.DUPLICATED)),
        isNothingRead ? Optional.of(NEVER_READ) : Optional.empty());
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
    SetElements elements = new SetElements();
    elements.replay(history, (read, values) -> {});
    List<StableValue> stable = new ArrayList<>();
    for (SetElement element : elements.all()) {
      if (element.outcome() == Outcome.STABLE) {
        stable.add(
            new StableValue(
                element.addition().input(), element.knownNanos(), element.stableLatencyNanos()));
      }
    }
    return stable;
  }

  private static boolean isLost(SetElements elements, int number) {
    return elements.element(number).map(SetElement::outcome).equals(Optional.of(Outcome.LOST));
  }

  /** Whether all nodes that are known to have had the value were killed afterwards. */
  private boolean wasTakenAlong(List<Operation> history, JsonNode value) {
    return history.stream()
        .filter(operation -> operation.isOk() && has(operation, value))
        .allMatch(excuses::follow);
  }

  private static boolean has(Operation operation, JsonNode value) {
    return SetElements.isAddition(operation)
        ? operation.input().equals(value)
        : operation.output().valueStream().anyMatch(value::equals);
  }

  private void addLost(SetElement element, SetElements elements, AnomalyList anomalies) {
    JsonNode value = element.addition().input();
    List<String> keepers = elements.keepers(value);
    anomalies.add(
        SetAnomalies.LOST,
        Subject.ofValue(value),
        () ->
            "%s, is lost: %s and every later one lacks it; %s"
                .formatted(
                    SetWords.added(addition, element.addition()),
                    SetWords.read(element.lastAbsent()),
                    switch (keepers.size()) {
                      case 0 -> "nobody has it any more";
                      case 1 -> keepers.getFirst() + " still has it";
                      default -> SetWords.nodes(keepers) + " still have it";
                    }),
        element.addition(),
        element.lastAbsent());
  }

  private static Map<String, Object> figures(SetElements elements, int duplicated) {
    Map<Outcome, Integer> outcomes = new HashMap<>();
    List<Long> stableLatencies = new ArrayList<>();
    for (SetElement element : elements.all()) {
      outcomes.merge(element.outcome(), 1, Integer::sum);
      if (element.outcome() == Outcome.STABLE) {
        stableLatencies.add(element.stableLatencyMillis());
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("attempt-count", elements.all().size());
    figures.put(
        "acknowledged-count",
        elements.acknowledgedByNode().values().stream()
            .mapToInt(SetElements.Acknowledged::count)
            .sum());
    figures.put("stable-count", outcomes.getOrDefault(Outcome.STABLE, 0));
    figures.put("lost-count", outcomes.getOrDefault(Outcome.LOST, 0));
    figures.put("never-read-count", outcomes.getOrDefault(Outcome.NEVER_READ, 0));
    figures.put("stale-count", (int) stableLatencies.stream().filter(millis -> millis > 0).count());
    figures.put("duplicated-count", duplicated);
    if (!stableLatencies.isEmpty()) {
      figures.put("stable-latencies", Quantiles.of(stableLatencies));
    }
    return figures;
  }
}
