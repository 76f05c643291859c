package glomers.bench.service;

import glomers.bench.engine.Decisions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code lww-kv}: two replicas. Before each request one replica, picked at random, is merged into
 * one picked at random; the request then runs on a third pick. Of two values for a key the one with
 * the higher Lamport timestamp stays.
 */
final class LastWriteWinsKv implements Service {

  private static final int REPLICAS = 2;
  private static final int PICKS = REPLICAS * REPLICAS * REPLICAS;

  private final Decisions.Subject replicaPicks;
  private final List<Replica> replicas = List.of(new Replica(), new Replica());
  private long requests;

  private record Stamped(long timestamp, JsonNode value) {}

  LastWriteWinsKv(Decisions.Subject replicaPicks) {
    this.replicaPicks = replicaPicks;
  }

  @Override
  public ObjectNode handle(String client, JsonNode request) {
    long picks =
        replicaPicks.decide(
            Decisions.Kind.REPLICAS, requests++, 0, 0, random -> random.nextInt(PICKS));
    replica(picks / REPLICAS).merge(replica(picks));
    return replica(picks / REPLICAS / REPLICAS).handle(request);
  }

  private Replica replica(long picks) {
    return replicas.get((int) Math.floorMod(picks, (long) REPLICAS));
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
