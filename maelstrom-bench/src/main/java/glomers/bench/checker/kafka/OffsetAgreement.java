package glomers.bench.checker.kafka;

import glomers.bench.checker.kafka.Findings.Evidence;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An offset holds one message, and a message stands at one offset, whoever looks. */
final class OffsetAgreement {

  private OffsetAgreement() {}

  static void check(KeyLog log, Findings findings) {
    log.conflictedOffsets()
        .forEach(
            (offset, at) ->
                findings.add(
                    AnomalyType.INCONSISTENT_OFFSETS, at, () -> conflict(log.history(), offset)));
    log.duplicatedMessages()
        .forEach(
            (message, at) ->
                findings.add(AnomalyType.DUPLICATE, at, () -> duplicate(log.history(), message)));
  }

  private static Evidence conflict(KeyHistory history, long offset) {
    Map<Long, Sighting> byMessage = new LinkedHashMap<>();
    for (Sighting sighting : sightings(history)) {
      if (sighting.offset() == offset) {
        byMessage.putIfAbsent((long) sighting.message(), sighting);
      }
    }
    String messages =
        byMessage.values().stream()
            .map(sighting -> history.message(sighting.message()) + " (" + sighting.verb() + ")")
            .collect(Collectors.joining(" and "));
    return new Evidence(
        "Key \"%s\": offset %d holds different messages: %s."
            .formatted(history.key(), offset, messages),
        operations(byMessage));
  }

  private static Evidence duplicate(KeyHistory history, int message) {
    Map<Long, Sighting> byOffset = new LinkedHashMap<>();
    for (Sighting sighting : sightings(history)) {
      if (sighting.message() == message) {
        byOffset.putIfAbsent(sighting.offset(), sighting);
      }
    }
    String offsets =
        byOffset.values().stream()
            .map(sighting -> sighting.offset() + " (" + sighting.verb() + ")")
            .collect(Collectors.joining(" and "));
    return new Evidence(
        "Key \"%s\": message %s stands at different offsets: %s."
            .formatted(history.key(), history.message(message), offsets),
        operations(byOffset));
  }

  private static List<Operation> operations(Map<Long, Sighting> sightings) {
    return sightings.values().stream().map(Sighting::operation).toList();
  }

  /** An operation that shows a message at an offset. */
  private record Sighting(Operation operation, long offset, int message, String verb) {}

  /** Acknowledgements, then polls: walked only for the few findings that are shown. */
  private static Iterable<Sighting> sightings(KeyHistory history) {
    List<Sighting> sightings = new ArrayList<>();
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      if (send.offset().isPresent()) {
        long offset = send.offset().getAsLong();
        sightings.add(new Sighting(send.operation(), offset, message, "acknowledged"));
      }
    }
    for (PollBatch batch : history.batches()) {
      for (int i = 0; i < batch.offsets().length; i++) {
        sightings.add(
            new Sighting(batch.poll(), batch.offsets()[i], batch.messages()[i], "polled"));
      }
    }
    return sightings;
  }
}
