package glomers.bench.checker.linear;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Small histories of objects, a good half of them right. */
final class RandomObjects {

  private final Random random;
  private final String object;

  RandomObjects(String object, long seed) {
    this.object = object;
    this.random = new Random(seed);
  }

  static Model<?> model(String object) {
    return switch (object) {
      case "register" -> Models.register();
      case "queue" -> Models.queue();
      case "set" -> Models.set();
      case "lock" -> Models.lock();
      case "counter" -> Models.counter();
      default -> throw new IllegalArgumentException(object);
    };
  }

  /** An operation with any answer; times from 0 to 20, each process one after the other. */
  List<Operation> next() {
    int processes = 1 + random.nextInt(4);
    int count = 2 + random.nextInt(6);
    long[] free = new long[processes];
    List<Operation> drawn = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int process = random.nextInt(processes);
      long invoked = free[process] + random.nextInt(3);
      long completed = invoked + random.nextInt(6);
      int chance = random.nextInt(10);
      Outcome outcome = chance == 0 ? Outcome.FAIL : chance <= 2 ? Outcome.INFO : Outcome.OK;
      free[process] = outcome == Outcome.INFO ? Long.MAX_VALUE / 2 : completed;
      if (invoked < Long.MAX_VALUE / 2) {
        drawn.add(operation(process, invoked, completed, outcome));
      }
    }
    drawn.sort(Comparator.comparingLong(Operation::invokedNanos));
    List<Operation> history = new ArrayList<>();
    for (Operation operation : drawn) {
      history.add(operation.withIndex(history.size()));
    }
    return history;
  }

  private Operation operation(int process, long invoked, long completed, Outcome outcome) {
    int value = random.nextInt(2);
    JsonNode number = Json.number(value);
    JsonNode maybe = random.nextInt(4) == 0 ? Json.nothing() : number;
    String function;
    JsonNode input = Json.nothing();
    JsonNode output = Json.nothing();
    switch (object) {
      case "register" -> {
        function = List.of("read", "read", "write", "cas").get(random.nextInt(4));
        input =
            switch (function) {
              case "read" -> input;
              case "write" -> number;
              default -> Json.array().add(random.nextInt(2)).add(random.nextInt(2));
            };
        output =
            switch (function) {
              case "read" -> maybe;
              case "cas" -> Json.parse(random.nextInt(3) == 0 ? "false" : "null");
              default -> output;
            };
      }
      case "queue" -> {
        function = random.nextBoolean() ? "enqueue" : "dequeue";
        input = function.equals("enqueue") ? number : input;
        output = function.equals("dequeue") ? maybe : output;
      }
      case "set" -> {
        function = List.of("add", "remove", "read", "read").get(random.nextInt(4));
        input = function.equals("read") ? input : number;
        output = Json.parse(List.of("[]", "[0]", "[1]", "[0, 1]").get(random.nextInt(4)));
      }
      case "lock" -> {
        function = random.nextBoolean() ? "acquire" : "release";
        input = Json.number(process % 2);
      }
      default -> {
        function = random.nextBoolean() ? "add" : "read";
        input = function.equals("add") ? Json.number(1 + value) : input;
        output = Json.number(random.nextInt(5));
      }
    }
    return new Operation(
        0,
        process,
        "n" + process,
        function,
        input,
        invoked,
        outcome,
        completed,
        outcome == Outcome.OK ? output : Json.nothing(),
        "",
        false);
  }
}
