package glomers.bench.checker.kafka;

import glomers.bench.checker.AnomalyList;
import glomers.bench.checker.AnomalyList.Evidence;
import glomers.bench.checker.Checker;
import glomers.bench.checker.Legend;
import glomers.bench.checker.NullLists;
import glomers.bench.checker.Subject;
import glomers.bench.checker.Verdict;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

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
        new AnomalyList(
            Stream.concat(
                    Arrays.stream(LogAnomaly.values()).map(LogAnomaly::type),
                    Stream.of(NullLists.NULL_FOR_LIST))
                .toList());
    Figures figures = new Figures();
    for (Operation poll : history) {
      checkForNull(poll, anomalies);
    }
    RealtimeLag lag = new RealtimeLag();
    for (KeyHistory key : read.keys()) {
      KeyLog log = new KeyLog(key);
      OffsetAgreement.check(log, anomalies);
      DirtyReads.check(log, anomalies);
      LateAppearance.check(log, PollOrder.check(log, anomalies), anomalies);
      CommittedPositions.check(log, anomalies);
      figures.sendSkips += SendOrder.check(log, anomalies);
      figures.unseen += LostWrites.check(log, read.hasFinalPhase(), anomalies);
      figures.count(log);
      lag.add(log);
    }
    lag.measure(history);
    Verdict verdict =
        anomalies.toVerdict(
            figures.toMap(
                anomalies.count(LogAnomaly.LOST_WRITE.type()),
                anomalies.count(LogAnomaly.DUPLICATE.type()),
                lag));
    return verdict.with(verdict.anomalies().stream().map(Legend::added).toList());
  }

  private static void checkForNull(Operation poll, AnomalyList anomalies) {
    if (!poll.function().equals("poll") || !poll.isOk()) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : poll.output().path("msgs").properties()) {
      if (entry.getValue().isNull()) {
        anomalies.add(
            NullLists.NULL_FOR_LIST,
            poll,
            () ->
                new Evidence(
                        NullLists.describe(
                            poll,
                            "\"msgs\": {\"%s\": null}".formatted(entry.getKey()),
                            "msgs[key] = [][2]int{} instead of a nil slice"),
                        poll)
                    .about(Subject.ofKey(Json.text(entry.getKey())).at(poll.node())));
      }
    }
  }

  /** Under the names that the figures of all workloads have. */
  private static final class Figures {
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
        polledMessages += batch.size();
      }
      if (log.size() > 0) {
        highestOffset = Math.max(highestOffset, log.offsetAt(log.size() - 1));
      }
    }

    private Map<String, Object> toMap(int lost, int duplicated, RealtimeLag lag) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("attempt-count", acknowledgedSends + indeterminateSends + failedSends);
      figures.put("acknowledged-count", acknowledgedSends);
      figures.put("indeterminate-count", indeterminateSends);
      figures.put("failed-count", failedSends);
      figures.put("key-count", keys);
      figures.put("polled-count", polledMessages);
      figures.put("lost-count", (long) lost);
      figures.put("unseen-count", unseen);
      figures.put("duplicated-count", (long) duplicated);
      figures.put("send-skip-count", sendSkips);
      figures.put("highest-offset", highestOffset);
      Map<String, Object> lags = new LinkedHashMap<>();
      lags.put("0.5", lag.quantileNanos(0.5) / NANOS_PER_MILLI);
      lags.put("1", lag.quantileNanos(1) / NANOS_PER_MILLI);
      figures.put("realtime-lag-millis", lags);
      return figures;
    }
  }
}
