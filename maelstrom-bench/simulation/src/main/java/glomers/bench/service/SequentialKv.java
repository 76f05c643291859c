package glomers.bench.service;

import glomers.bench.engine.Decisions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code seq-kv}: sequentially consistent. All clients see one order of states, but each may lag
 * behind: a request that changes nothing runs on any of the last {@value #MAX_STATES} states that
 * is not older than the newest its client has seen; one that changes something runs on the newest.
 *
 * <p>States are numbered. For each key its values are kept with the number of the state that they
 * first appear in, which is a whole history for the price of its changes.
 */
final class SequentialKv implements Service {

  private static final int MAX_STATES = 32;

  private final Decisions.Subject lags;
  private final Map<JsonNode, Deque<Version>> versionsByKey = new HashMap<>();
  private final Map<String, Long> seenByClient = new HashMap<>();
  private long newest;
  private long requests;

  private record Version(long state, JsonNode value) {}

  SequentialKv(Decisions.Subject lags) {
    this.lags = lags;
  }

  @Override
  public ObjectNode handle(String client, JsonNode request) {
    JsonNode key = request.path("key");
    long oldestAllowed = Math.max(seenByClient.getOrDefault(client, 0L), newest - MAX_STATES + 1);
    long maxLag = newest - oldestAllowed;
    long lag =
        lags.decide(Decisions.Kind.LAG, requests++, 0, 0, random -> random.nextLong(maxLag + 1));
    long state = newest - Math.min(lag, maxLag);
    Optional<JsonNode> then = valueIn(key, state);
    KvOutcome outcome = KvOutcome.of(request, then, true);
    if (outcome.written().isEmpty() || outcome.written().equals(then)) {
      seenByClient.put(client, state);
      return outcome.reply();
    }
    KvOutcome now = KvOutcome.of(request, valueIn(key, newest), true);
    newest++;
    seenByClient.put(client, newest);
    now.written().ifPresent(value -> write(key, value));
    return now.reply();
  }

  private Optional<JsonNode> valueIn(JsonNode key, long state) {
    Deque<Version> versions = versionsByKey.get(key);
    if (versions == null) {
      return Optional.empty();
    }
    for (Iterator<Version> it = versions.descendingIterator(); it.hasNext(); ) {
      Version version = it.next();
      if (version.state <= state) {
        return Optional.of(version.value);
      }
    }
    return Optional.empty();
  }

  private void write(JsonNode key, JsonNode value) {
    Deque<Version> versions = versionsByKey.computeIfAbsent(key, unused -> new ArrayDeque<>());
    versions.addLast(new Version(newest, value));
    // Of the versions that all reachable states have behind them only the last can still be read.
    long oldestReachable = newest - MAX_STATES + 1;
    while (versions.size() > 1 && second(versions).state <= oldestReachable) {
      versions.removeFirst();
    }
  }

  private static Version second(Deque<Version> versions) {
    Iterator<Version> it = versions.iterator();
    it.next();
    return it.next();
  }
}
