package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds places in a history, and makes histories that differ in one thing. */
final class Histories {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Histories() {}

  static Operation withIndex(Operation it, int index) {
    return new Operation(
        index,
        it.process(),
        it.node(),
        it.function(),
        it.input(),
        it.invokedNanos(),
        it.outcome(),
        it.completedNanos(),
        it.output(),
        it.error(),
        it.isFinal());
  }

  static Operation ending(Operation it, Outcome outcome, JsonNode output) {
    return new Operation(
        it.index(),
        it.process(),
        it.node(),
        it.function(),
        it.input(),
        it.invokedNanos(),
        outcome,
        it.completedNanos(),
        output,
        it.error(),
        it.isFinal());
  }

  /** What one poll returned of one key. */
  record Batch(Operation poll, String key, ArrayNode pairs) {
    long position() {
      return poll.input().get("offsets").get(key).longValue();
    }

    List<Operation> replacedBy(List<Operation> history, ArrayNode newPairs) {
      return mapBatches(history, other -> other == poll, key, pairs -> newPairs);
    }
  }

  static long offset(JsonNode pair) {
    return pair.get(0).longValue();
  }

  static long offsetOf(Operation send) {
    return send.output().get("offset").longValue();
  }

  static String keyOf(Operation send) {
    return send.input().get("key").asString();
  }

  static JsonNode messageOf(Operation send) {
    return send.input().get("msg");
  }

  static boolean isAckedSend(Operation operation) {
    return operation.function().equals("send") && operation.isOk();
  }

  static boolean isPoll(Operation operation) {
    return operation.function().equals("poll") && operation.isOk();
  }

  static <T> Optional<T> any(List<T> candidates, Random random) {
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(random.nextInt(candidates.size())));
  }

  static Optional<Operation> anyAckedSend(
      List<Operation> history, Random random, BiPredicate<List<Operation>, Operation> fits) {
    return any(
        history.stream().filter(o -> isAckedSend(o) && fits.test(history, o)).toList(), random);
  }

  static Optional<Batch> anyBatch(
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

  static Stream<Operation> readersOf(List<Operation> history, Operation send) {
    return history.stream()
        .filter(Histories::isPoll)
        .filter(poll ->
            poll.output()
                .get("msgs")
                .path(keyOf(send))
                .valueStream()
                .anyMatch(pair -> pair.get(1).equals(messageOf(send))));
  }

  /** Whether some poll began before a message and returned something after it. */
  static boolean isPassedBySomePoll(List<Operation> history, Operation send) {
    return history.stream()
        .filter(o -> isPoll(o) && o.isFinal())
        .map(poll -> poll.output().get("msgs").path(keyOf(send)))
        .anyMatch(pairs ->
            pairs.size() > 1
                && offset(pairs.get(0)) < offsetOf(send)
                && offset(pairs.get(pairs.size() - 1)) > offsetOf(send));
  }

  /** The pair that the same client had read just before a batch. */
  static Optional<JsonNode> predecessor(List<Operation> history, Batch batch) {
    return history.stream()
        .filter(o -> isPoll(o) && o.process() == batch.poll().process())
        .flatMap(poll -> poll.output().get("msgs").path(batch.key()).valueStream())
        .filter(pair -> offset(pair) < offset(batch.pairs().get(0)))
        .reduce((one, other) -> other);
  }

  static List<Operation> replaced(List<Operation> history, Operation by) {
    return history.stream().map(o -> o.index() == by.index() ? by : o).toList();
  }

  static List<Operation> mapBatches(
      List<Operation> history,
      Predicate<Operation> isWanted,
      String key,
      UnaryOperator<ArrayNode> change) {
    return history.stream()
        .map(o -> {
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

  static ArrayNode filter(ArrayNode pairs, Predicate<JsonNode> isKept) {
    ArrayNode kept = JSON.arrayNode();
    pairs.valueStream().filter(isKept).forEach(kept::add);
    return kept;
  }

  static List<Operation> withoutMessage(
      List<Operation> history, Operation send, Predicate<Operation> polls) {
    return mapBatches(
        history,
        polls,
        keyOf(send),
        pairs -> filter(pairs, pair -> !pair.get(1).equals(messageOf(send))));
  }

  /** As if two messages of one key had been stored in each other's place. */
  static List<Operation> exchanged(List<Operation> history, Operation one, Operation other) {
    Map<JsonNode, JsonNode> names =
        Map.of(messageOf(one), messageOf(other), messageOf(other), messageOf(one));
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
