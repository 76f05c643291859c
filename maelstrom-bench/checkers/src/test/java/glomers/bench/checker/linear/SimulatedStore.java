package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Histories of {@code lin-kv} as a store that is right would leave them, at any length. */
final class SimulatedStore {

  private static final int VALUES = 5;

  private final Random random;
  private final int processes;
  private final int keys;
  private final double unknownShare;

  private record Moment(long nanos, Operation operation) {}

  /**
   * A source of histories.
   *
   * @param unknownShare how many of the operations that change something nobody answers
   */
  SimulatedStore(int processes, int keys, double unknownShare, long seed) {
    this.processes = processes;
    this.keys = keys;
    this.unknownShare = unknownShare;
    this.random = new Random(seed);
  }

  /** As many operations, of the workload's mix, all processes busy all the time. */
  List<Operation> history(int count) {
    List<Moment> effects = new ArrayList<>(count);
    long[] free = new long[processes];
    for (int index = 0; index < count; index++) {
      int process = index % processes;
      long invoked = free[process] + random.nextInt(1_000);
      long effect = invoked + 1 + random.nextInt(100_000);
      long completed = effect + 1 + random.nextInt(100_000);
      free[process] = completed + 1;
      String function =
          process % 2 == 0 ? "read" : List.of("write", "cas", "cas").get(random.nextInt(3));
      JsonNode key = Json.number(random.nextInt(keys));
      JsonNode asked =
          switch (function) {
            case "read" -> Json.nothing();
            case "write" -> value();
            default -> Json.array().add(value()).add(value());
          };
      boolean isUnknown = !function.equals("read") && random.nextDouble() < unknownShare;
      effects.add(
          new Moment(
              isUnknown && random.nextBoolean() ? Long.MAX_VALUE : effect,
              operation(process, function, key, asked, invoked, completed, isUnknown)));
    }
    return answered(effects);
  }

  private JsonNode value() {
    return Json.number(random.nextInt(VALUES));
  }

  private static Operation operation(
      int process,
      String function,
      JsonNode key,
      JsonNode asked,
      long invoked,
      long completed,
      boolean isUnknown) {
    return new Operation(
        0,
        process,
        "n" + process % 5,
        function,
        Json.array().add(key).add(asked),
        invoked,
        isUnknown ? Outcome.INFO : Outcome.OK,
        completed,
        Json.nothing(),
        "",
        false);
  }

  private static List<Operation> answered(List<Moment> effects) {
    effects.sort(Comparator.comparingLong(Moment::nanos));
    Map<JsonNode, JsonNode> values = new HashMap<>();
    List<Operation> answered = new ArrayList<>(effects.size());
    for (Moment moment : effects) {
      Operation operation = moment.operation();
      JsonNode key = operation.input().get(0);
      JsonNode asked = operation.input().get(1);
      JsonNode value = values.getOrDefault(key, Json.nothing());
      if (moment.nanos() == Long.MAX_VALUE) {
        answered.add(operation);
        continue;
      }
      switch (operation.function()) {
        case "read" -> answered.add(ended(operation, Outcome.OK, Json.array().add(key).add(value)));
        case "write" -> {
          values.put(key, asked);
          answered.add(operation);
        }
        default -> {
          boolean isMatch = asked.get(0).equals(value);
          if (isMatch) {
            values.put(key, asked.get(1));
          }
          answered.add(
              isMatch || !operation.isOk()
                  ? operation
                  : ended(operation, Outcome.FAIL, Json.nothing()));
        }
      }
    }
    answered.sort(Comparator.comparingLong(Operation::invokedNanos));
    List<Operation> history = new ArrayList<>(answered.size());
    answered.forEach(operation -> history.add(operation.withIndex(history.size())));
    return history;
  }

  private static Operation ended(Operation operation, Outcome outcome, JsonNode output) {
    return new Operation(
        operation.index(),
        operation.process(),
        operation.node(),
        operation.function(),
        operation.input(),
        operation.invokedNanos(),
        outcome,
        operation.completedNanos(),
        output,
        "",
        false);
  }
}
