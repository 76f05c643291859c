package glomers.bench.checker.kafka;

import static glomers.bench.checker.kafka.Histories.anyAckedSend;
import static glomers.bench.checker.kafka.Histories.anyBatch;
import static glomers.bench.checker.kafka.Histories.ending;
import static glomers.bench.checker.kafka.Histories.exchanged;
import static glomers.bench.checker.kafka.Histories.filter;
import static glomers.bench.checker.kafka.Histories.isAckedSend;
import static glomers.bench.checker.kafka.Histories.isPassedBySomePoll;
import static glomers.bench.checker.kafka.Histories.keyOf;
import static glomers.bench.checker.kafka.Histories.mapBatches;
import static glomers.bench.checker.kafka.Histories.offset;
import static glomers.bench.checker.kafka.Histories.offsetOf;
import static glomers.bench.checker.kafka.Histories.predecessor;
import static glomers.bench.checker.kafka.Histories.readersOf;
import static glomers.bench.checker.kafka.Histories.replaced;
import static glomers.bench.checker.kafka.Histories.withoutMessage;

import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spoils a valid history in one way, as a system with that fault would; empty where it offers no
 * place.
 */
enum Faults {
  LOST_WRITE("lost-write") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, Histories::isPassedBySomePoll)
          .map(send -> withoutMessage(history, send, poll -> true));
    }
  },
  UNSEEN("unseen") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .map(send ->
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
          .map(batch -> {
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
          .map(batch -> {
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
          .map(batch -> {
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
          .map(batch -> {
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
          .flatMap(batch ->
              predecessor(history, batch)
                  .map(pair -> {
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
          .map(batch -> {
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
          .flatMap(first ->
              history.stream()
                  .filter(next ->
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
          .map(send -> replaced(history, ending(send, Outcome.FAIL, NullNode.getInstance())));
    }
  },
  G1C_REALTIME("G1c-realtime") {
    @Override
    Optional<List<Operation>> inject(List<Operation> history, Random random) {
      return anyAckedSend(history, random, (all, send) -> true)
          .flatMap(early ->
              history.stream()
                  .filter(late ->
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
          .map(batch -> {
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
      return Optional.of(replaced(history, ending(assign, Outcome.OK, output)));
    }
  };

  private final String type;

  Faults(String type) {
    this.type = type;
  }

  /** The anomaly that must be found. */
  String type() {
    return type;
  }

  abstract Optional<List<Operation>> inject(List<Operation> history, Random random);
}
