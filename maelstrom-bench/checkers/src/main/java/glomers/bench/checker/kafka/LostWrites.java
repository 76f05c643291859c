package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was acknowledged, or once polled, stays: it is found by those who read past its offset, and
 * by those who read the whole log at the end.
 */
final class LostWrites {

  private LostWrites() {}

  /** Reports what was lost; returns the number of acknowledged messages that nobody ever polled. */
  static int check(KeyLog log, boolean hasFinalPhase, AnomalyList anomalies) {
    KeyHistory history = log.history();
    Operation highestReader = null;
    long highestPolled = Long.MIN_VALUE;
    for (int message = 0; message < history.messageCount(); message++) {
      // A duplicated message counts at its lowest offset only, so that one fault does not look like
      // two.
      if (log.isPolled(message) && log.offsetOf(message).getAsLong() > highestPolled) {
        highestPolled = log.offsetOf(message).getAsLong();
        highestReader = log.earliestReader(message).orElseThrow();
      }
    }
    int unseen = 0;
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      if (send.offset().isEmpty() || log.isPolled(message)) {
        continue;
      }
      unseen++;
      if (send.offset().getAsLong() <= highestPolled) {
        reportLost(history, send, highestPolled, highestReader, anomalies);
      } else if (hasFinalPhase) {
        reportUnseen(history, send, anomalies);
      }
    }
    checkVanished(log, anomalies);
    return unseen;
  }

  private static void reportLost(
      KeyHistory history,
      KeyHistory.Send send,
      long passed,
      Operation poll,
      AnomalyList anomalies) {
    anomalies.add(
        LogAnomaly.LOST_WRITE.type(),
        send.operation(),
        () ->
            new Evidence(
                    ("Key \"%s\": message %s was acknowledged at offset %d and offset %d was polled,"
                            + " but no poll ever returned the message.")
                        .formatted(
                            history.key(), send.message(), send.offset().getAsLong(), passed),
                    send.operation(),
                    poll)
                .about(history.about(send.message())));
  }

  private static void reportUnseen(
      KeyHistory history, KeyHistory.Send send, AnomalyList anomalies) {
    anomalies.add(
        LogAnomaly.UNSEEN.type(),
        send.operation(),
        () ->
            new Evidence(
                    ("Key \"%s\": message %s was acknowledged at offset %d, but no poll ever got that"
                            + " far, not even in the final phase.")
                        .formatted(history.key(), send.message(), send.offset().getAsLong()),
                    send.operation())
                .about(history.about(send.message())));
  }

  private static void checkVanished(KeyLog log, AnomalyList anomalies) {
    KeyHistory history = log.history();
    List<PollBatch> finalBatches = new ArrayList<>();
    for (PollBatch batch : history.batches()) {
      if (batch.poll().isFinal()) {
        finalBatches.add(batch);
      }
    }
    if (finalBatches.isEmpty()) {
      return;
    }
    for (int number = 0; number < history.sends().size(); number++) {
      int message = number;
      boolean isFailed =
          history.sends().get(message).operation().outcome() == Operation.Outcome.FAIL;
      if (isFailed || !log.isPolled(message) || log.isSeenInFinalPhase(message)) {
        continue;
      }
      long offset = log.offsetOf(message).getAsLong();
      Optional<PollBatch> passer =
          finalBatches.stream()
              .filter(batch -> batch.startOffset() <= offset && offset <= batch.maxOffset())
              .findFirst();
      passer.ifPresent(batch ->
          anomalies.add(
              LogAnomaly.VANISHED_WRITE.type(),
              batch.poll(),
              () ->
                  new Evidence(
                          ("Key \"%s\": message %s had been polled at offset %d, but in the final"
                                  + " phase those who read past that offset did not find it.")
                              .formatted(history.key(), history.message(message), offset),
                          history.sends().get(message).operation(),
                          log.latestReader(message).orElseThrow(),
                          batch.poll())
                      .about(history.about(history.message(message)))));
    }
  }
}
