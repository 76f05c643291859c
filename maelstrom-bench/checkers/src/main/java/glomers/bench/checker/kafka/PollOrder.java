package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.checker.AnomalyType;
import glomers.bench.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A client reads a log forwards and misses nothing: within one poll, from one poll to its next, and
 * from where it asks.
 *
 * <p>That every known offset counts, whenever it came to be known, is Jepsen's rule: what has an
 * offset below one that was returned should have been returned, since it can never be read by that
 * client any more.
 */
final class PollOrder {

  private final KeyLog log;
  private final KeyHistory history;
  private final AnomalyList anomalies;
  private final List<Gap> gaps = new ArrayList<>();

  /**
   * Known offsets that a poll passed without returning them.
   *
   * @param fromRank the rank of the first of them
   * @param toRank the rank after the last of them
   */
  record Gap(PollBatch batch, int fromRank, int toRank) {}

  private PollOrder(KeyLog log, AnomalyList anomalies) {
    this.log = log;
    this.history = log.history();
    this.anomalies = anomalies;
  }

  /** Reports what is out of order and returns what was passed. */
  static List<Gap> check(KeyLog log, AnomalyList anomalies) {
    PollOrder order = new PollOrder(log, anomalies);
    for (PollBatch batch : order.history.batches()) {
      order.checkWithin(batch);
      order.checkBeginning(batch);
    }
    return order.gaps;
  }

  private void checkWithin(PollBatch batch) {
    boolean isAscending = batch.isAscending();
    int spannedRanks = log.rankOf(batch.lastOffset()) - log.rankOf(batch.firstOffset());
    if (isAscending && spannedRanks == batch.size() - 1) {
      return;
    }
    for (int i = 1; i < batch.size(); i++) {
      long before = batch.offset(i - 1);
      long after = batch.offset(i);
      if (after <= before) {
        anomalies.add(
            LogAnomaly.INT_NONMONOTONIC_POLL.type(),
            batch.poll(),
            () ->
                new Evidence(
                        "Key \"%s\": one poll returned offset %d and then offset %d."
                            .formatted(history.key(), before, after),
                        batch.poll())
                    .about(history.about()));
        continue;
      }
      int from = log.rankOf(before) + 1;
      int to = log.rankOf(after);
      if (from < to) {
        anomalies.add(
            LogAnomaly.INT_POLL_SKIP.type(),
            batch.poll(),
            () ->
                skipped(
                    from,
                    to,
                    "one poll returned offset %d and next offset %d".formatted(before, after),
                    batch.poll()));
        if (isAscending) {
          gaps.add(new Gap(batch, from, to));
        }
      }
    }
  }

  private void checkBeginning(PollBatch batch) {
    long first = batch.firstOffset();
    boolean readsOn = batch.previous() != PollBatch.NONE;
    if (readsOn) {
      PollBatch previous = history.batches().get(batch.previous());
      long last = previous.lastOffset();
      if (first <= last) {
        anomalies.add(
            LogAnomaly.NONMONOTONIC_POLL.type(),
            batch.poll(),
            () ->
                new Evidence(
                        "Key \"%s\": client %d had read up to offset %d when its next poll began at %d."
                            .formatted(history.key(), batch.poll().process(), last, first),
                        previous.poll(),
                        batch.poll())
                    .about(history.about()));
        return;
      }
      checkSkipped(
          LogAnomaly.POLL_SKIP.type(),
          batch,
          last + 1,
          "client %d had read up to offset %d when its next poll began at %d"
              .formatted(batch.poll().process(), last, first),
          previous.poll(),
          batch.poll());
    }
    if (batch.position().isEmpty()) {
      return;
    }
    long position = batch.position().getAsLong();
    if (first < position) {
      anomalies.add(
          LogAnomaly.POLL_BELOW_POSITION.type(),
          batch.poll(),
          () ->
              new Evidence(
                      "Key \"%s\": a poll that asked from offset %d on got offset %d."
                          .formatted(history.key(), position, first),
                      batch.poll())
                  .about(history.about()));
      return;
    }
    if (!readsOn) {
      checkSkipped(
          LogAnomaly.POLL_BEYOND_POSITION.type(),
          batch,
          position,
          "a poll that asked from offset %d on began at %d".formatted(position, first),
          batch.poll());
    }
    addGap(batch, position);
  }

  private void addGap(PollBatch batch, long position) {
    int from = log.rankOf(position);
    int to = log.rankOf(batch.firstOffset());
    if (from < to && batch.isAscending()) {
      gaps.add(new Gap(batch, from, to));
    }
  }

  private void checkSkipped(
      AnomalyType type, PollBatch batch, long start, String what, Operation... polls) {
    int from = log.rankOf(start);
    int to = log.rankOf(batch.firstOffset());
    if (from < to) {
      anomalies.add(type, batch.poll(), () -> skipped(from, to, what, polls));
    }
  }

  /** Names the first skipped message and shows, before the polls, who knows it. */
  private Evidence skipped(int fromRank, int toRank, String what, Operation... polls) {
    int message = log.messageAt(fromRank);
    List<Operation> story = new ArrayList<>();
    if (history.isSent(message)) {
      story.add(history.sends().get(message).operation());
    }
    story.addAll(List.of(polls));
    log.earliestReader(message).ifPresent(story::add);
    int others = toRank - fromRank - 1;
    return new Evidence(
            "Key \"%s\": %s, skipping message %s at offset %d%s."
                .formatted(
                    history.key(),
                    what,
                    history.message(message),
                    log.offsetAt(fromRank),
                    others == 0 ? "" : " and " + others + " more"),
            story)
        .about(history.about(history.message(message)));
  }
}
