package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils a valid history in one way, as a system with that fault would; empty where it offers no place. */
enum Faults {
  LOST_WRITE("lost-write") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, Faults::isPassedBySomePoll)
          .map(send -> withoutMessage(history, send, poll -> true));
    }
  },
  UNSEEN("unseen") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .map(
              send ->
                  mapBatches(
                      history,
                      poll -> true,
                      keyOf(send),
                      pairs -> filter(pairs, pair -> offset(pair) < offsetOf(send))));
    }
  },
  INCONSISTENT_OFFSETS("inconsistent-offsets") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 2, poll -> true)
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                ((ArrayNode) pairs.get(0)).set(1, pairs.get(1).get(1));
                return batch.replacedBy(history, pairs);
              });
    }
  },
  DUPLICATE("duplicate") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 1, poll -> true)
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                JsonNode last = pairs.get(pairs.size() - 1);
                pairs.addArray().add(offset(last) + 1).add(last.get(1));
                return batch.replacedBy(history, pairs);
              });
    }
  },
  INT_NONMONOTONIC_POLL("int-nonmonotonic-poll") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 2, poll -> true)
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                int at = random.nextInt(pairs.size() - 1);
                pairs.insert(at, pairs.remove(at + 1));
                return batch.replacedBy(history, pairs);
              });
    }
  },
  INT_POLL_SKIP("int-poll-skip") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      // Whoever polls it elsewhere, or its acknowledgement, still shows that the message exists.
      return anyBatch(history, random, 3, Operation::isFinal)
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                pairs.remove(1 + random.nextInt(pairs.size() - 2));
                return batch.replacedBy(history, pairs);
              });
    }
  },
  NONMONOTONIC_POLL("nonmonotonic-poll") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 1, Operation::isFinal)
          .filter(batch -> batch.position() > 0)
          .flatMap(
              batch ->
                  predecessor(history, batch)
                      .map(
                          pair -> {
                            ArrayNode pairs = batch.pairs().deepCopy();
                            pairs.insert(0, pair);
                            return batch.replacedBy(history, pairs);
                          }));
    }
  },
  POLL_SKIP("poll-skip") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 2, Operation::isFinal)
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                pairs.remove(0);
                return batch.replacedBy(history, pairs);
              });
    }
  },
  NONMONOTONIC_SEND("nonmonotonic-send") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .flatMap(
              first ->
                  history.stream()
                      .filter(
                          next ->
                              isAckedSend(next)
                                  && next.index() > first.index()
                                  && next.process() == first.process()
                                  && keyOf(next).equals(keyOf(first)))
                      .findFirst()
                      .map(next -> exchanged(history, first, next)));
    }
  },
  G1A("G1a") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .map(
              send ->
                  replaced(
                      history,
                      Histories.ending(send, Outcome.FAIL, NullNode.getInstance())));
    }
  },
  G1C_REALTIME("G1c-realtime") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .flatMap(
              early ->
                  history.stream()
                      .filter(
                          late ->
                              isAckedSend(late)
                                  && keyOf(late).equals(keyOf(early))
                                  && readersOf(history, early)
                                      .anyMatch(p -> p.completedNanos() < late.invokedNanos()))
                      .findFirst()
                      .map(late -> exchanged(history, early, late)));
    }
  },
  PHANTOM("phantom") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .map(send -> history.stream().filter(operation -> operation != send).toList());
    }
  },
  LATE_APPEARANCE("late-appearance") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyBatch(history, random, 3, poll -> !poll.isFinal())
          .map(
              batch -> {
                ArrayNode pairs = batch.pairs().deepCopy();
                pairs.remove(1);
                return batch.replacedBy(history, pairs);
              });
    }
  },
  VANISHED_WRITE("vanished-write") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(
              history,
              random,
              (all, send) ->
                  isPassedBySomePoll(all, send)
                      && readersOf(all, send).anyMatch(poll -> !poll.isFinal()))
          .map(send -> withoutMessage(history, send, Operation::isFinal));
    }
  },
  PHANTOM_COMMIT("phantom-commit") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      // An indeterminate send that no poll shows may stand anywhere: nothing can be proved then.
      boolean isOpen =
          history.stream()
              .filter(o -> o.function().equals("send") && o.outcome() == Outcome.INFO)
              .anyMatch(send -> readersOf(history, send).findAny().isEmpty());
      if (isOpen) {
        return Optional.empty();
      }
      List<Operation> assigns =
          history.stream()
              .filter(o -> o.function().equals("assign") && o.isOk() && o.isFinal())
              .toList();
      Operation assign = assigns.get(random.nextInt(assigns.size()));
      ObjectNode output = (ObjectNode) assign.output().deepCopy();
      ((ObjectNode) output.get("offsets")).put("k0", 1_000_000);
      return Optional.of(replaced(history, Histories.ending(assign, Outcome.OK, output)));
    }
  };

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String type;

  Faults(String type) {
    this.type = type;
  }

  /** The anomaly that must be found. */
  String type() {
    return type;
  }

  abstract Optional<List<Operation>> inject(List<Operation> history, Random random);

  /** What one poll returned of one key. */
  private record Batch(Operation poll, String key, ArrayNode pairs) {
    long position() {
      return poll.input().get("offsets").get(key).longValue();
    }

    List<Operation> replacedBy(List<Operation> history, ArrayNode newPairs) {
      return mapBatches(history, other -> other == poll, key, pairs -> newPairs);
    }
  }

  private static long offset(JsonNode pair) {
    return pair.get(0).longValue();
  }

  private static long offsetOf(Operation send) {
    return send.output().get("offset").longValue();
  }

  private static String keyOf(Operation send) {
    return send.input().get("key").asString();
  }

  private static JsonNode messageOf(Operation send) {
    return send.input().get("msg");
  }

  private static boolean isAckedSend(Operation operation) {
    return operation.function().equals("send") && operation.isOk();
  }

  private static boolean isPoll(Operation operation) {
    return operation.function().equals("poll") && operation.isOk();
  }

  private static <T> Optional<T> any(List<T> candidates, Random random) {
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(random.nextInt(candidates.size())));
  }

  private static Optional<Operation> anyAckedSend(
      List<Operation> history, Random random, BiFunction<List<Operation>, Operation, Boolean> fits) {
    return any(
        history.stream().filter(o -> isAckedSend(o) && fits.apply(history, o)).toList(), random);
  }

  private static Optional<Batch> anyBatch(
      List<Operation> history, Random random, int leastSize, Predicate<Operation> isWanted) {
    List<Batch> batches = new ArrayList<>();
    for (Operation poll : history) {
      if (isPoll(poll) && isWanted.test(poll)) {
        for (Map.Entry<String, JsonNode> msgs : poll.output().get("msgs").properties()) {
          if (msgs.getValue().size() >= leastSize) {
            batches.add(new Batch(poll, msgs.getKey(), (ArrayNode) msgs.getValue()));
          }
        }
      }
    }
    return any(batches, random);
  }

  private static Stream<Operation> readersOf(
      List<Operation> history, Operation send) {
    return history.stream()
        .filter(Faults::isPoll)
        .filter(
            poll ->
                poll.output().get("msgs").path(keyOf(send)).valueStream()
                    .anyMatch(pair -> pair.get(1).equals(messageOf(send))));
  }

  /** Whether some poll began before a message and returned something after it. */
  private static boolean isPassedBySomePoll(List<Operation> history, Operation send) {
    return history.stream()
        .filter(o -> isPoll(o) && o.isFinal())
        .map(poll -> poll.output().get("msgs").path(keyOf(send)))
        .anyMatch(
            pairs ->
                pairs.size() > 1
                    && offset(pairs.get(0)) < offsetOf(send)
                    && offset(pairs.get(pairs.size() - 1)) > offsetOf(send));
  }

  /** The pair that the same client had read just before a batch. */
  private static Optional<JsonNode> predecessor(List<Operation> history, Batch batch) {
    return history.stream()
        .filter(o -> isPoll(o) && o.process() == batch.poll().process())
        .flatMap(poll -> poll.output().get("msgs").path(batch.key()).valueStream())
        .filter(pair -> offset(pair) < offset(batch.pairs().get(0)))
        .reduce((one, other) -> other);
  }

  private static List<Operation> replaced(List<Operation> history, Operation by) {
    return history.stream().map(o -> o.index() == by.index() ? by : o).toList();
  }

  private static List<Operation> mapBatches(
      List<Operation> history,
      Predicate<Operation> isWanted,
      String key,
      UnaryOperator<ArrayNode> change) {
    return history.stream()
        .map(
            o -> {
              if (!isPoll(o) || !isWanted.test(o) || !o.output().get("msgs").has(key)) {
                return o;
              }
              ObjectNode output = (ObjectNode) o.output().deepCopy();
              ObjectNode msgs = (ObjectNode) output.get("msgs");
              msgs.set(key, change.apply((ArrayNode) msgs.get(key)));
              return Histories.ending(o, Outcome.OK, output);
            })
        .toList();
  }

  private static ArrayNode filter(ArrayNode pairs, Predicate<JsonNode> isKept) {
    ArrayNode kept = JSON.arrayNode();
    pairs.valueStream().filter(isKept).forEach(kept::add);
    return kept;
  }

  private static List<Operation> withoutMessage(
      List<Operation> history, Operation send, Predicate<Operation> polls) {
    return mapBatches(
        history,
        polls,
        keyOf(send),
        pairs -> filter(pairs, pair -> !pair.get(1).equals(messageOf(send))));
  }

  /** As if two messages of one key had been stored in each other's place. */
  private static List<Operation> exchanged(
      List<Operation> history, Operation one, Operation other) {
    Map<JsonNode, JsonNode> names =
        new HashMap<>(
            Map.of(messageOf(one), messageOf(other), messageOf(other), messageOf(one)));
    List<Operation> polls =
        mapBatches(
            history,
            poll -> true,
            keyOf(one),
            pairs -> {
              for (JsonNode pair : pairs) {
                ((ArrayNode) pair).set(1, names.getOrDefault(pair.get(1), pair.get(1)));
              }
              return pairs;
            });
    return replaced(
        replaced(polls, Histories.ending(one, Outcome.OK, other.output())),
        Histories.ending(other, Outcome.OK, one.output()));
  }
}
