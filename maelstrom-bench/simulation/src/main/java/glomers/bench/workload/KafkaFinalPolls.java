package glomers.bench.workload;

import glomers.bench.engine.Decisions;
import glomers.bench.history.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The end of a test of logs: every worker crashes, so that it goes on as a fresh client, assigns
 * itself all keys from their beginnings, and polls until it has seen every key up to the highest
 * offset that anybody had to do with; for at most ten seconds.
 */
final class KafkaFinalPolls implements FinalPhase {

  private static final long TIME_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MAX_POLL_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final Map<String, Long> targets;
  private final List<String> keys;
  private final Decisions decisions;
  private final Map<Integer, Progress> progressByWorker = new HashMap<>();

  private static final class Progress {
    private final Decisions.Subject pauses;
    private long pauseCount;
    private final Map<String, Long> unseen;
    private int steps;
    private boolean isRetry;

    Progress(Map<String, Long> targets, Decisions.Subject pauses) {
      this.pauses = pauses;
      unseen = new HashMap<>(targets);
    }
  }

  /**
   * The final polls.
   *
   * @param targets the highest offset of each key
   * @param keys the keys in the order in which to ask for them
   */
  KafkaFinalPolls(Map<String, Long> targets, List<String> keys, Decisions decisions) {
    this.targets = targets;
    this.keys = keys;
    this.decisions = decisions;
  }

  @Override
  public Optional<Step> next(int worker, long elapsedNanos) {
    Progress progress =
        progressByWorker.computeIfAbsent(
            worker, id -> new Progress(targets, decisions.about("last polls of worker " + id)));
    if (progress.unseen.isEmpty() || elapsedNanos >= TIME_LIMIT_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        switch (progress.steps++) {
          case 0 -> new Step(KafkaGenerator.crash(), 0);
          case 1 ->
              new Step(
                  KafkaGenerator.assign(keys, true), progress.isRetry ? pauseNanos(progress) : 0);
          case 2 -> new Step(KafkaGenerator.poll(), 0);
          default -> new Step(KafkaGenerator.poll(), pauseNanos(progress));
        });
  }

  private static long pauseNanos(Progress progress) {
    return progress.pauses.decide(
        Decisions.Kind.PAUSE,
        progress.pauseCount++,
        0,
        MAX_POLL_GAP_NANOS / 2,
        random -> random.nextLong(MAX_POLL_GAP_NANOS));
  }

  @Override
  public void completed(int worker, Operation operation) {
    Progress progress = progressByWorker.get(worker);
    if (operation.function().equals("poll") && operation.isOk()) {
      KafkaGenerator.highestPolled(operation)
          .forEach((key, offset) -> {
            if (progress.unseen.getOrDefault(key, Long.MAX_VALUE) <= offset) {
              progress.unseen.remove(key);
            }
          });
    } else if (!operation.isOk() && !operation.function().equals("crash")) {
      // A fresh client, and one whose assignment was refused, has no keys to poll.
      progress.steps = 1;
      progress.isRetry = true;
    }
  }
}
