package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** An offset holds one message, and a message stands at one offset, whoever looks. */
final class OffsetAgreement {

  private OffsetAgreement() {}

  static void check(KeyLog log, AnomalyList anomalies) {
    log.conflictedOffsets()
        .forEach((offset, at) ->
            anomalies.add(
                LogAnomaly.INCONSISTENT_OFFSETS.type(), at, () -> conflict(log.history(), offset)));
    log.duplicatedMessages()
        .forEach((message, at) ->
            anomalies.add(
                LogAnomaly.DUPLICATE.type(), at, () -> duplicate(log.history(), message)));
  }

  private static Evidence conflict(KeyHistory history, long offset) {
    List<Sighting> sightings =
        firstOfEach(history, sighting -> sighting.offset() == offset, Sighting::message);
    String messages =
        sightings.stream()
            .map(sighting -> history.message(sighting.message()) + " (" + sighting.verb() + ")")
            .collect(Collectors.joining(" and "));
    return new Evidence(
            "Key \"%s\": offset %d holds different messages: %s."
                .formatted(history.key(), offset, messages),
            sightings.stream().map(Sighting::operation).toList())
        .about(
            history.about(
                sightings.stream().map(sighting -> history.message(sighting.message())).toList()));
  }

  private static Evidence duplicate(KeyHistory history, int message) {
    List<Sighting> sightings =
        firstOfEach(history, sighting -> sighting.message() == message, Sighting::offset);
    String offsets =
        sightings.stream()
            .map(sighting -> sighting.offset() + " (" + sighting.verb() + ")")
            .collect(Collectors.joining(" and "));
    return new Evidence(
            "Key \"%s\": message %s stands at different offsets: %s."
                .formatted(history.key(), history.message(message), offsets),
            sightings.stream().map(Sighting::operation).toList())
        .about(history.about(history.message(message)));
  }

  private static List<Sighting> firstOfEach(
      KeyHistory history, Predicate<Sighting> isWanted, ToLongFunction<Sighting> by) {
    Map<Long, Sighting> first = new LinkedHashMap<>();
    for (Sighting sighting : sightings(history)) {
      if (isWanted.test(sighting)) {
        first.putIfAbsent(by.applyAsLong(sighting), sighting);
      }
    }
    return List.copyOf(first.values());
  }

  /** An operation that shows a message at an offset. */
  private record Sighting(Operation operation, long offset, int message, String verb) {}

  /** Acknowledgements, then polls: walked only for the few anomalies that are shown. */
  private static List<Sighting> sightings(KeyHistory history) {
    List<Sighting> sightings = new ArrayList<>();
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      if (send.offset().isPresent()) {
        long offset = send.offset().getAsLong();
        sightings.add(new Sighting(send.operation(), offset, message, "acknowledged"));
      }
    }
    for (PollBatch batch : history.batches()) {
      for (int i = 0; i < batch.size(); i++) {
        sightings.add(new Sighting(batch.poll(), batch.offset(i), batch.message(i), "polled"));
      }
    }
    return sightings;
  }
}
