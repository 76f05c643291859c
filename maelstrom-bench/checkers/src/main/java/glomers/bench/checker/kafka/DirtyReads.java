package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.history.Operation;
import java.util.Optional;

/** What is polled was sent: by someone, before, and not in a send that certainly failed. */
final class DirtyReads {

  private DirtyReads() {}

  static void check(KeyLog log, AnomalyList anomalies) {
    KeyHistory history = log.history();
    for (int message = 0; message < history.messageCount(); message++) {
      Optional<Operation> reader = log.earliestReader(message);
      if (reader.isPresent()) {
        checkRead(log, message, reader.get(), anomalies);
      }
    }
  }

  private static void checkRead(KeyLog log, int message, Operation reader, AnomalyList anomalies) {
    KeyHistory history = log.history();
    long offset = log.offsetOf(message).getAsLong();
    if (!history.isSent(message)) {
      anomalies.add(
          LogAnomaly.PHANTOM.type(),
          reader,
          () ->
              new Evidence(
                      "Key \"%s\": a poll returned message %s at offset %d, which nobody ever sent."
                          .formatted(history.key(), history.message(message), offset),
                      reader)
                  .about(history.about(history.message(message))));
      return;
    }
    Operation send = history.sends().get(message).operation();
    if (send.outcome() == Operation.Outcome.FAIL) {
      anomalies.add(
          LogAnomaly.G1A.type(),
          reader,
          () ->
              new Evidence(
                      "Key \"%s\": the send of message %s failed, yet a poll returned it at offset %d."
                          .formatted(history.key(), history.message(message), offset),
                      send,
                      reader)
                  .about(history.about(history.message(message))));
    }
    if (reader.completedNanos() < send.invokedNanos()) {
      anomalies.add(
          LogAnomaly.G1C_REALTIME.type(),
          reader,
          () ->
              new Evidence(
                      ("Key \"%s\": a poll that returned message %s at offset %d was over before the"
                              + " message's send began.")
                          .formatted(history.key(), history.message(message), offset),
                      reader,
                      send)
                  .about(history.about(history.message(message))));
    }
  }
}
