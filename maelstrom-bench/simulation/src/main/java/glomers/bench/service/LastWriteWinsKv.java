package glomers.bench.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code lww-kv}: two replicas. Before each request one replica, picked at random, is merged into
 * one picked at random; the request then runs on a third pick. Of two values for a key the one with
 * the higher Lamport timestamp stays.
 */
final class LastWriteWinsKv implements Service {

  private final RandomGenerator random;
  private final List<Replica> replicas = List.of(new Replica(), new Replica());

  private record Stamped(long timestamp, JsonNode value) {}

  LastWriteWinsKv(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public ObjectNode handle(String client, JsonNode request) {
    Replica source = pick();
    pick().merge(source);
    return pick().handle(request);
  }

  private Replica pick() {
    return replicas.get(random.nextInt(replicas.size()));
  }

  private static final class Replica {
    private final Map<JsonNode, Stamped> values = new HashMap<>();
    private long clock;

    void merge(Replica source) {
      if (source == this) {
        return;
      }
      clock = Math.max(clock, source.clock);
      source.values.forEach((key, theirs) ->
          values.merge(key, theirs, (own, other) -> own.timestamp > other.timestamp ? own : other));
    }

    ObjectNode handle(JsonNode request) {
      JsonNode key = request.path("key");
      Optional<JsonNode> current = Optional.ofNullable(values.get(key)).map(Stamped::value);
      KvOutcome outcome = KvOutcome.of(request, current, false);
      outcome.written().ifPresent(value -> values.put(key, new Stamped(clock++, value)));
      return outcome.reply();
    }
  }
}
