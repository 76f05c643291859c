package glomers.bench.checker.kafka;

import glomers.bench.checker.LongIntMap;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Gathers what concerns one key. All sends come first, so that each polled message is known or
 * invented.
 */
final class KeyHistoryBuilder {

  private final String key;
  private final List<KeyHistory.Send> sends = new ArrayList<>();
  private final List<JsonNode> unsent = new ArrayList<>();
  private final List<PollBatch> batches = new ArrayList<>();
  private final List<KeyHistory.Assignment> assignments = new ArrayList<>();
  private final List<Operation> unassignments = new ArrayList<>();
  private final List<Operation> unansweredPolls = new ArrayList<>();
  private final LongIntMap numberOfInteger = new LongIntMap();
  private final Map<JsonNode, Integer> numberOfOther = new HashMap<>();

  /** By process: its last batch that held something, as long as it reads on from there. */
  private final Map<Integer, Integer> lastBatchOf = new HashMap<>();

  KeyHistoryBuilder(String key) {
    this.key = key;
  }

  void send(Operation operation, JsonNode message, OptionalLong offset) {
    if (putNumberIfAbsent(message, sends.size()) != LongIntMap.ABSENT) {
      throw new IllegalArgumentException(
          "Messages must be unique within a key, but "
              + message
              + " was sent twice to \""
              + key
              + "\".");
    }
    sends.add(new KeyHistory.Send(operation, message, offset));
  }

  void poll(Operation operation, OptionalLong position, JsonNode pairs) {
    int count = pairs.size();
    long[] offsets = new long[count];
    int[] messages = new int[count];
    for (int i = 0; i < count; i++) {
      JsonNode pair = pairs.get(i);
      offsets[i] = pair.get(0).longValue();
      messages[i] = numberOf(pair.get(1));
    }
    int previous = lastBatchOf.getOrDefault(operation.process(), PollBatch.NONE);
    if (count > 0) {
      lastBatchOf.put(operation.process(), batches.size());
    }
    batches.add(new PollBatch(operation, position, offsets, messages, previous));
  }

  void unansweredPoll(Operation operation) {
    unansweredPolls.add(operation);
  }

  /** A client was told to poll this key from a position on; it may be where it stood before. */
  void assign(Operation operation, long position, boolean mayReadOn) {
    assignments.add(new KeyHistory.Assignment(operation, position));
    Integer last = lastBatchOf.get(operation.process());
    if (last != null && !(mayReadOn && batches.get(last).lastOffset() + 1 == position)) {
      lastBatchOf.remove(operation.process());
    }
  }

  /** A client was told to poll other keys than this one. */
  void unassign(Operation operation) {
    lastBatchOf.remove(operation.process());
    unassignments.add(operation);
  }

  KeyHistory build() {
    return new KeyHistory(key, sends, unsent, batches, assignments, unassignments, unansweredPolls);
  }

  private int numberOf(JsonNode message) {
    int next = sends.size() + unsent.size();
    int known = putNumberIfAbsent(message, next);
    if (known != LongIntMap.ABSENT) {
      return known;
    }
    unsent.add(message);
    return next;
  }

  private int putNumberIfAbsent(JsonNode message, int number) {
    if (message.isIntegralNumber() && message.canConvertToLong()) {
      return numberOfInteger.putIfAbsent(message.longValue(), number);
    }
    Integer known = numberOfOther.putIfAbsent(message, number);
    return known == null ? LongIntMap.ABSENT : known;
  }
}
