package glomers.bench.checker.kafka;

import glomers.bench.checker.LongIntMap;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Gathers what concerns one key. All sends come first, so that each polled message is known or
 * invented.
 */
final class KeyHistoryBuilder {

  private final String key;
  private final Assigns assigns;
  private final List<KeyHistory.Send> sends = new ArrayList<>();
  private final List<JsonNode> unsent = new ArrayList<>();
  private final List<PollBatch> batches = new ArrayList<>();
  private final List<KeyHistory.Assignment> assignments = new ArrayList<>();
  private Optional<Operation> unansweredPoll = Optional.empty();
  private final LongIntMap numberOfInteger = new LongIntMap();
  private final Map<JsonNode, Integer> numberOfOther = new HashMap<>();
  private int[] lastMessages = {};

  /**
   * A client's last batch, as long as it reads on from there.
   *
   * @param assignCount how many assigns the client had had, the last of which left it this key
   */
  private record LastBatch(int batch, int assignCount) {}

  private final Map<Integer, LastBatch> lastBatchOf = new HashMap<>();

  /**
   * A builder.
   *
   * @param assigns those so far
   */
  KeyHistoryBuilder(String key, Assigns assigns) {
    this.key = key;
    this.assigns = assigns;
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

  /** A poll returned something. */
  void poll(Operation operation, OptionalLong position, JsonNode pairs) {
    int count = pairs.size();
    long[] offsets = new long[count];
    int[] messages = new int[count];
    for (int i = 0; i < count; i++) {
      JsonNode pair = pairs.get(i);
      offsets[i] = pair.get(0).longValue();
      messages[i] = numberOf(pair.get(1));
    }
    // Clients poll the same of a log: what they have in common is kept once.
    lastMessages = Arrays.equals(messages, lastMessages) ? lastMessages : messages;
    int assignCount = assigns.count(operation.process());
    LastBatch last =
        lastBatchOf.put(operation.process(), new LastBatch(batches.size(), assignCount));
    boolean readsOn = last != null && last.assignCount() == assignCount;
    batches.add(
        new PollBatch(
            operation, position, offsets, lastMessages, readsOn ? last.batch() : PollBatch.NONE));
  }

  void unansweredPoll(Operation operation) {
    if (unansweredPoll.isEmpty()) {
      unansweredPoll = Optional.of(operation);
    }
  }

  /**
   * A client was told to poll this key from a position on; it may be where it stood before. This
   * assign is among the others already.
   */
  void assign(Operation operation, long position, boolean mayReadOn) {
    if (position > 0) {
      assignments.add(new KeyHistory.Assignment(operation, position));
    }
    LastBatch last = lastBatchOf.get(operation.process());
    if (last != null) {
      if (mayReadOn && batches.get(last.batch()).lastOffset() + 1 == position) {
        keep(operation);
      } else {
        lastBatchOf.remove(operation.process());
      }
    }
  }

  /** A client was told to poll this key from wherever it stands: it reads on, if it had the key. */
  void keep(Operation assign) {
    int assignCount = assigns.count(assign.process());
    lastBatchOf.computeIfPresent(
        assign.process(),
        (unused, last) ->
            last.assignCount() == assignCount - 1
                ? new LastBatch(last.batch(), assignCount)
                : last);
  }

  KeyHistory build() {
    return new KeyHistory(key, sends, unsent, batches, assignments, assigns, unansweredPoll);
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
