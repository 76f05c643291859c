package glomers.bench.checker.kafka;

import glomers.bench.history.Operation;
import glomers.bench.json.KeyedNumbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How far polls trail the log: when a poll began, how long had it been known that there was a
 * message beyond the last that the client has now read? A lower bound, after Jepsen's figure of the
 * same name; zero for a client that is up to date. No promise is broken by lag.
 */
final class RealtimeLag {

  private final Map<String, KnownLog> logs = new HashMap<>();
  private final Map<Object, KnownLog[]> logsByKeySet = new IdentityHashMap<>();
  private long[] lagsNanos = new long[1024];
  private int count;

  /** Most polls are up to date. */
  private long zeros;

  /** A log, and since when each of its ranks, or one beyond, has been known to hold a message. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record KnownLog(KeyLog log, long[] sinceNanos) {

    long lagNanos(long next, long nowNanos) {
      int rank = log.rankOf(next);
      return rank == log.size() ? 0 : Math.max(0, nowNanos - sinceNanos[rank]);
    }
  }

  /** Adds the log of a key. All of them come before anything is measured. */
  void add(KeyLog log) {
    logs.put(log.history().key(), new KnownLog(log, knownSinceNanos(log)));
  }

  /** Measures each successful poll of each key, those that returned nothing included. */
  void measure(List<Operation> history) {
    for (Operation operation : history) {
      if (operation.function().equals("poll") && operation.isOk()) {
        measure(operation);
      }
    }
  }

  private void measure(Operation poll) {
    KeyedNumbers positions = KeyedNumbers.of(poll.input().path("offsets"));
    KnownLog[] asked = logs(positions);
    JsonNode replied = poll.output().path("msgs");
    for (int place = 0; place < asked.length; place++) {
      long next = positions.number(place);
      for (JsonNode pair : replied.path(positions.key(place))) {
        next = Math.max(next, pair.get(0).longValue() + 1);
      }
      add(asked[place].lagNanos(next, poll.invokedNanos()));
    }
  }

  private KnownLog[] logs(KeyedNumbers positions) {
    return logsByKeySet.computeIfAbsent(
        positions.keySet(),
        unused -> {
          KnownLog[] found = new KnownLog[positions.size()];
          Arrays.setAll(found, place -> logs.get(positions.key(place)));
          return found;
        });
  }

  /**
   * The lag that a share of all polls does not exceed, 0 without polls; the share is from 0 to 1.
   */
  long quantileNanos(double share) {
    long total = zeros + count;
    if (total == 0) {
      return 0;
    }
    lagsNanos = Arrays.copyOf(lagsNanos, count);
    Arrays.sort(lagsNanos);
    long place = Math.clamp((long) Math.ceil(share * total) - 1, 0, total - 1);
    return place < zeros ? 0 : lagsNanos[(int) (place - zeros)];
  }

  private void add(long lagNanos) {
    if (lagNanos == 0) {
      zeros++;
      return;
    }
    if (count == lagsNanos.length) {
      lagsNanos = Arrays.copyOf(lagsNanos, Math.max(1024, count * 2));
    }
    lagsNanos[count++] = lagNanos;
  }

  /** For each rank, since when it is known that the log holds a message there or beyond. */
  private static long[] knownSinceNanos(KeyLog log) {
    long[] known = new long[log.size()];
    long soonest = Long.MAX_VALUE;
    for (int rank = log.size() - 1; rank >= 0; rank--) {
      int message = log.messageAt(rank);
      KeyHistory history = log.history();
      if (history.isSent(message) && history.sends().get(message).offset().isPresent()) {
        soonest = Math.min(soonest, history.sends().get(message).operation().completedNanos());
      }
      if (log.isPolled(message)) {
        soonest = Math.min(soonest, log.earliestReader(message).orElseThrow().completedNanos());
      }
      known[rank] = soonest;
    }
    return known;
  }
}
