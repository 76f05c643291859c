package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a history of the {@code kafka} workload: what was acknowledged is in the log, once, at one
 * offset that everybody agrees on, and everybody reads the log forwards without a gap.
 *
 * <p>It flags what {@code jepsen.tests.kafka}, the checker that Maelstrom runs, flags for
 * operations that send or poll and are no transactions, under the same names and with the same
 * effect on the verdict, and a few violations that Maelstrom lets pass; {@link LogAnomaly} lists
 * them all. What Maelstrom allows (other producers' messages between two of one's own, write
 * cycles) is not flagged either. A message may become visible late, and a poll may return less than
 * there is: that is {@linkplain RealtimeLag measured}, not judged.
 *
 * <p>Unlike Maelstrom's it holds acknowledged messages that nobody polled against a run only if the
 * run had a final phase that should have polled them; without one they are a figure.
 *
 * <p>Its cost is that of reading the history plus a few steps for each polled message. Stateless
 * and thread-safe.
 */
public final class KafkaChecker implements Checker {

  private static final double NANOS_PER_MILLI = 1e6;

  /** A checker of kafka histories. */
  public KafkaChecker() {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the history sends one message twice to one key: then nobody
   *     can tell one from the other
   */
  @Override
  public Verdict check(List<Operation> history) {
    KafkaHistory read = KafkaHistory.of(history);
    var anomalies =
        new AnomalyList(Arrays.stream(LogAnomaly.values()).map(LogAnomaly::type).toList());
    Figures figures = new Figures();
    for (KeyHistory key : read.keys()) {
      KeyLog log = new KeyLog(key);
      OffsetAgreement.check(log, anomalies);
      DirtyReads.check(log, anomalies);
      LateAppearance.check(log, PollOrder.check(log, anomalies), anomalies);
      CommittedPositions.check(log, anomalies);
      figures.sendSkips += SendOrder.check(log, anomalies);
      figures.unseen += LostWrites.check(log, read.hasFinalPhase(), anomalies);
      figures.count(log);
    }
    return anomalies.toVerdict(figures.toMap());
  }

  private static final class Figures {
    private final RealtimeLag lag = new RealtimeLag();
    private long keys;
    private long acknowledgedSends;
    private long indeterminateSends;
    private long failedSends;
    private long polledMessages;
    private long highestOffset = -1;
    private long unseen;
    private long sendSkips;

    private void count(KeyLog log) {
      keys++;
      for (KeyHistory.Send send : log.history().sends()) {
        switch (send.operation().outcome()) {
          case OK -> acknowledgedSends++;
          case INFO -> indeterminateSends++;
          case FAIL -> failedSends++;
        }
      }
      for (PollBatch batch : log.history().batches()) {
        polledMessages += batch.offsets().length;
      }
      if (log.size() > 0) {
        highestOffset = Math.max(highestOffset, log.offsetAt(log.size() - 1));
      }
      lag.add(log);
    }

    private Map<String, Object> toMap() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("keys", keys);
      figures.put("acknowledged-sends", acknowledgedSends);
      figures.put("indeterminate-sends", indeterminateSends);
      figures.put("failed-sends", failedSends);
      figures.put("polled-messages", polledMessages);
      figures.put("highest-offset", highestOffset);
      figures.put("unseen", unseen);
      figures.put("send-skips", sendSkips);
      figures.put("realtime-lag-millis-median", lag.quantileNanos(0.5) / NANOS_PER_MILLI);
      figures.put("realtime-lag-millis-max", lag.quantileNanos(1) / NANOS_PER_MILLI);
      return figures;
    }
  }
}
