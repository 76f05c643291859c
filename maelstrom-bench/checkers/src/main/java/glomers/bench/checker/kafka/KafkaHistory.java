package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.json.KeyedNumbers;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A history of the kafka workload, taken apart by key.
 *
 * <p>It knows these operations: {@code send} of {@code {"key":"3","msg":5}}, answered by {@code
 * {"offset":7}}; {@code poll} of {@code {"offsets":{"3":8}}}, answered by {@code
 * {"msgs":{"3":[[8,6]]}}}; {@code assign} of {@code {"keys":["3"],"seekToBeginning":false}},
 * answered by the positions to poll from, {@code {"offsets":{"3":8}}}. Any other, like {@code
 * crash}, says nothing about a log. Positions may be missing in a history that somebody else wrote
 * down; then nothing is concluded from them.
 *
 * @param keys in the order in which they first turn up
 * @param hasFinalPhase whether clients were to read every log to its end after all faults were
 *     healed
 */
record KafkaHistory(List<KeyHistory> keys, boolean hasFinalPhase) {

  static KafkaHistory of(List<Operation> history) {
    Reader reader = new Reader();
    boolean hasFinalPhase = false;
    for (Operation operation : history) {
      hasFinalPhase |= operation.isFinal();
      if (operation.function().equals("send")) {
        reader.send(operation);
      }
    }
    for (Operation operation : history) {
      switch (operation.function()) {
        case "poll" -> reader.poll(operation);
        case "assign" -> reader.assign(operation);
        default -> {}
      }
    }
    return new KafkaHistory(
        reader.keys.values().stream().map(KeyHistoryBuilder::build).toList(), hasFinalPhase);
  }

  /** Goes through the operations. */
  private static final class Reader {

    private final Map<String, KeyHistoryBuilder> keys = new LinkedHashMap<>();
    private final Assigns assigns = new Assigns();

    /** Those that polls asked for, and that are known therefore: most polls ask for the same. */
    private final Set<Object> askedKeySets = Collections.newSetFromMap(new IdentityHashMap<>());

    private KeyHistoryBuilder key(String key) {
      return keys.computeIfAbsent(key, name -> new KeyHistoryBuilder(name, assigns));
    }

    private void send(Operation send) {
      OptionalLong offset =
          send.isOk() && send.output().path("offset").isIntegralNumber()
              ? OptionalLong.of(send.output().path("offset").longValue())
              : OptionalLong.empty();
      key(send.input().required("key").asString()).send(send, send.input().required("msg"), offset);
    }

    private void poll(Operation poll) {
      JsonNode positions = poll.input().path("offsets");
      if (!poll.isOk()) {
        positions.propertyNames().forEach(key -> key(key).unansweredPoll(poll));
        return;
      }
      JsonNode replied = poll.output().required("msgs");
      KeyedNumbers asked = KeyedNumbers.of(positions);
      if (askedKeySets.add(asked.keySet())) {
        for (int place = 0; place < asked.size(); place++) {
          key(asked.key(place));
        }
      }
      for (Map.Entry<String, JsonNode> entry : replied.properties()) {
        KeyHistoryBuilder builder = key(entry.getKey());
        if (!entry.getValue().isEmpty()) {
          JsonNode position = positions.path(entry.getKey());
          builder.poll(
              poll,
              position.isMissingNode()
                  ? OptionalLong.empty()
                  : OptionalLong.of(position.longValue()),
              entry.getValue());
        }
      }
    }

    private void assign(Operation assign) {
      if (!assign.isOk()) {
        return;
      }
      assigns.add(assign);
      boolean isAtBeginning = assign.input().path("seekToBeginning").booleanValue(false);
      JsonNode positions = assign.output().path("offsets");
      for (Map.Entry<String, JsonNode> position : positions.properties()) {
        key(position.getKey()).assign(assign, position.getValue().longValue(), !isAtBeginning);
      }
      if (positions.isMissingNode()) {
        for (JsonNode known : assign.input().path("keys")) {
          if (isAtBeginning) {
            key(known.asString()).assign(assign, 0, false);
          } else if (keys.containsKey(known.asString())) {
            key(known.asString()).keep(assign);
          }
        }
      }
    }
  }
}
