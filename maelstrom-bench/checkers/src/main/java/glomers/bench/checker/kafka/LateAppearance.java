package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Once a client has polled past an offset, nothing may appear below it, for anybody. A skip alone
 * does not say which side erred, the poll that lacks a message or the log that took it in too late;
 * this rule shows the latter in real time: the poll was over before the operation began that shows
 * the message.
 */
final class LateAppearance {

  private LateAppearance() {}

  static void check(KeyLog log, List<PollOrder.Gap> gaps, AnomalyList anomalies) {
    PollBatch[] passedFirstBy = passedFirstBy(log, gaps);
    for (int rank = 0; rank < passedFirstBy.length; rank++) {
      PollBatch passer = passedFirstBy[rank];
      if (passer != null) {
        checkRank(log, rank, passer, anomalies);
      }
    }
  }

  private static void checkRank(KeyLog log, int rank, PollBatch passer, AnomalyList anomalies) {
    KeyHistory history = log.history();
    int message = log.messageAt(rank);
    long passedNanos = passer.poll().completedNanos();
    boolean isSentLater =
        history.isSent(message)
            && history.sends().get(message).operation().invokedNanos() > passedNanos;
    Operation shower =
        log.latestReader(message)
            .filter(reader -> reader.invokedNanos() > passedNanos)
            .orElseGet(() -> isSentLater ? history.sends().get(message).operation() : null);
    if (shower == null) {
      return;
    }
    anomalies.add(
        LogAnomaly.LATE_APPEARANCE.type(),
        passer.poll(),
        () -> {
          List<Operation> story = new ArrayList<>(List.of(passer.poll()));
          if (history.isSent(message)) {
            story.add(history.sends().get(message).operation());
          }
          story.add(shower);
          return new Evidence(
                  ("Key \"%s\": a poll had passed from offset %d to %d without offset %d when a later"
                          + " %s showed message %s there.")
                      .formatted(
                          history.key(),
                          passer.startOffset(),
                          passer.maxOffset(),
                          log.offsetAt(rank),
                          shower.function(),
                          history.message(message)),
                  story)
              .about(history.about(history.message(message)));
        });
  }

  /**
   * For each rank, the first poll to end that passed it without returning it; null where there is
   * none. Gaps are laid over the ranks in the order of their polls' ends, and each rank is filled
   * once: {@code next} leads from a filled rank to the next one that is not (a union-find with path
   * halving), so that even a broken log with a million wide gaps takes no longer than sorting them.
   */
  private static PollBatch[] passedFirstBy(KeyLog log, List<PollOrder.Gap> gaps) {
    if (gaps.isEmpty()) {
      return new PollBatch[0];
    }
    PollBatch[] passers = new PollBatch[log.size()];
    int[] next = new int[log.size() + 1];
    Arrays.setAll(next, rank -> rank);
    List<PollOrder.Gap> byEnd = new ArrayList<>(gaps);
    byEnd.sort(Comparator.comparingLong(gap -> gap.batch().poll().completedNanos()));
    for (PollOrder.Gap gap : byEnd) {
      for (int rank = find(next, gap.fromRank());
          rank < gap.toRank();
          rank = find(next, rank + 1)) {
        passers[rank] = gap.batch();
        next[rank] = rank + 1;
      }
    }
    return passers;
  }

  private static int find(int[] next, int rank) {
    int at = rank;
    while (next[at] != at) {
      next[at] = next[next[at]];
      at = next[at];
    }
    return at;
  }
}
