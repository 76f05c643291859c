package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * One client's sends to one key stand in the log in the order in which it sent them. Others'
 * messages may stand in between: such skips are what concurrent producers do, and Jepsen allows
 * them. Jepsen forgets a client's sends to a key when it is assigned others; since an assignment
 * concerns only what a client polls, ours does not.
 */
final class SendOrder {

  private SendOrder() {}

  /** Reports sends that went backwards; returns how many skipped ahead. */
  static int check(KeyLog log, AnomalyList anomalies) {
    KeyHistory history = log.history();
    Map<Integer, Integer> lastSendOf = new HashMap<>();
    int skips = 0;
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      // An indeterminate send counts if a poll has shown where it went.
      if (send.operation().outcome() == Outcome.FAIL || log.offsetOf(message).isEmpty()) {
        continue;
      }
      Integer previous = lastSendOf.put(send.operation().process(), message);
      if (previous == null) {
        continue;
      }
      long before = log.offsetOf(previous).getAsLong();
      long after = log.offsetOf(message).getAsLong();
      if (after <= before) {
        KeyHistory.Send earlier = history.sends().get(previous);
        anomalies.add(
            isForgottenByJepsen(history, earlier.operation(), send.operation())
                ? LogAnomaly.NONMONOTONIC_SEND_ACROSS_ASSIGN.type()
                : LogAnomaly.NONMONOTONIC_SEND.type(),
            send.operation(),
            () ->
                new Evidence(
                        ("Key \"%s\": client %d sent message %s, which got offset %d, and then message"
                                + " %s, which got offset %d.")
                            .formatted(
                                history.key(),
                                send.operation().process(),
                                earlier.message(),
                                before,
                                send.message(),
                                after),
                        earlier.operation(),
                        send.operation())
                    .about(history.about(send.message())));
      } else if (log.rankOf(after) - log.rankOf(before) > 1) {
        skips++;
      }
    }
    return skips;
  }

  /** Whether their client was assigned other keys between two sends. */
  private static boolean isForgottenByJepsen(
      KeyHistory history, Operation earlier, Operation later) {
    return history
        .assigns()
        .takesAway(history.key(), later.process(), earlier.index(), later.index());
  }
}
