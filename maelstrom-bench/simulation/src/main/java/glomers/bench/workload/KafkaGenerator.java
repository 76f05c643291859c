package glomers.bench.workload;

import glomers.bench.client.Invocation;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Draws operations as {@code jepsen.tests.kafka} does under Maelstrom's options: sends and polls in
 * equal parts; now and then an assignment of a key, a third of them with all keys that have
 * messages nobody polled yet; and now and then a client that crashes.
 */
final class KafkaGenerator implements Generator {

  private static final int DEFAULT_KEY_COUNT = 10;
  private static final double ASSIGN_PROBABILITY = 1 / 64.0;
  private static final double ASSIGN_UNSEEN_PROBABILITY = 1 / 3.0;
  private static final long CRASH_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TransactionSource source;
  private final long maxCrashGapNanos;
  private final Map<String, Long> highestOffsets = new TreeMap<>();
  private final Map<String, Long> unseenSent = new TreeMap<>();
  private final Map<String, Long> polled = new TreeMap<>();
  private TransactionSource.Access pending;
  private long nextCrashNanos;

  KafkaGenerator(TestOptions options) {
    this.source =
        new TransactionSource(
            options.data().keyCount().orElse(DEFAULT_KEY_COUNT),
            1,
            options.data().maxWritesPerKey());
    this.maxCrashGapNanos = Math.max(1, 2 * CRASH_INTERVAL_NANOS / options.load().concurrency());
  }

  @Override
  public Invocation next(long elapsedNanos, int worker, RandomGenerator random) {
    if (elapsedNanos >= nextCrashNanos) {
      nextCrashNanos = elapsedNanos + random.nextLong(maxCrashGapNanos);
      return crash();
    }
    if (pending == null) {
      pending = source.next(random).getFirst();
    }
    String key = Long.toString(pending.key());
    if (random.nextDouble() < ASSIGN_PROBABILITY) {
      Set<String> keys = new LinkedHashSet<>();
      if (!unseenSent.isEmpty() && random.nextDouble() < ASSIGN_UNSEEN_PROBABILITY) {
        keys.addAll(unseenSent.keySet());
      }
      keys.add(key);
      return assign(keys, false);
    }
    Invocation invocation = pending.isWrite() ? send(key, pending.value()) : poll();
    pending = null;
    return invocation;
  }

  static Invocation crash() {
    return new Invocation("crash", Json.nothing());
  }

  static Invocation poll() {
    return new Invocation("poll", Json.nothing());
  }

  static Invocation assign(Collection<String> keys, boolean seekToBeginning) {
    ObjectNode input = Json.object();
    ArrayNode list = input.putArray("keys");
    keys.forEach(list::add);
    input.put("seekToBeginning", seekToBeginning);
    return new Invocation("assign", input);
  }

  private static Invocation send(String key, long value) {
    ObjectNode input = Json.object().put("key", key);
    input.set("msg", Json.number(value));
    return new Invocation("send", input);
  }

  @Override
  public void completed(Operation operation) {
    if (!operation.isOk()) {
      return;
    }
    if (operation.function().equals("send")) {
      String key = operation.input().get("key").asString();
      long offset = operation.output().get("offset").asLong();
      highestOffsets.merge(key, offset, Math::max);
      unseenSent.merge(key, offset, Math::max);
      forgetIfSeen(key);
    } else if (operation.function().equals("poll")) {
      highestPolled(operation)
          .forEach((key, offset) -> {
            highestOffsets.merge(key, offset, Math::max);
            polled.merge(key, offset, Math::max);
            forgetIfSeen(key);
          });
    }
  }

  private void forgetIfSeen(String key) {
    Long sent = unseenSent.get(key);
    if (sent == null || polled.getOrDefault(key, -1L) >= sent) {
      unseenSent.remove(key);
      polled.remove(key);
    }
  }

  /** The highest offset of each key that a successful poll brought. */
  static Map<String, Long> highestPolled(Operation poll) {
    Map<String, Long> highest = new TreeMap<>();
    poll.output()
        .get("msgs")
        .properties()
        .forEach(entry ->
            entry
                .getValue()
                .forEach(pair -> highest.merge(entry.getKey(), pair.get(0).asLong(), Math::max)));
    return highest;
  }

  /** Polls at the end until everything that is known to be in the logs has been seen. */
  FinalPhase finalPolls(Decisions decisions) {
    return new KafkaFinalPolls(
        Map.copyOf(highestOffsets), List.copyOf(highestOffsets.keySet()), decisions);
  }
}
