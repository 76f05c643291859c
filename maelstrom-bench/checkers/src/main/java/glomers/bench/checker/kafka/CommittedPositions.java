package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.checker.kafka.KeyHistory.Assignment;
import glomers.bench.history.Operation;

/**
 * A client that is assigned a key starts where somebody could have committed, or before. Starting
 * earlier than the newest commit is allowed (messages are then processed twice, not missed).
 *
 * <p>A client commits what it has polled or sent. When a poll's reply is missing from the history,
 * what it polled may have been committed all the same; then any offset that could exist is given
 * the benefit of the doubt.
 */
final class CommittedPositions {

  private CommittedPositions() {}

  static void check(KeyLog log, AnomalyList anomalies) {
    for (Assignment assignment : log.history().assignments()) {
      long highest = highestCommittable(log, assignment.operation());
      if (highest != Long.MAX_VALUE && assignment.position() > highest + 1) {
        report(log.history(), assignment, highest, anomalies);
      }
    }
  }

  /** The highest offset that may have been committed by the end of an assign; -1 if none. */
  private static long highestCommittable(KeyLog log, Operation assign) {
    KeyHistory history = log.history();
    boolean isPollUnanswered =
        history.unansweredPoll().filter(poll -> hasBegun(poll, assign)).isPresent();
    long highest = -1;
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      if (!hasBegun(send.operation(), assign)) {
        break;
      }
      if (send.offset().isPresent()) {
        highest = Math.max(highest, send.offset().getAsLong());
      } else if (isPollUnanswered && send.operation().outcome() == Operation.Outcome.INFO) {
        highest = Math.max(highest, log.offsetOf(message).orElse(Long.MAX_VALUE));
      }
    }
    for (PollBatch batch : history.batches()) {
      if (!hasBegun(batch.poll(), assign)) {
        break;
      }
      highest = Math.max(highest, batch.maxOffset());
    }
    return highest;
  }

  private static boolean hasBegun(Operation operation, Operation assign) {
    return operation.invokedNanos() <= assign.completedNanos();
  }

  private static void report(
      KeyHistory history, Assignment assignment, long highest, AnomalyList anomalies) {
    anomalies.add(
        LogAnomaly.PHANTOM_COMMIT.type(),
        assignment.operation(),
        () ->
            new Evidence(
                    "Key \"%s\": client %d was assigned to start at offset %d, but %s by then."
                        .formatted(
                            history.key(),
                            assignment.operation().process(),
                            assignment.position(),
                            highest < 0
                                ? "nobody had polled or sent anything"
                                : "nobody had polled or sent anything above offset " + highest),
                    assignment.operation())
                .about(history.about()));
  }
}
