package glomers.bench.workload;

import glomers.bench.client.Attempt;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One client of the logs: knows which keys it is assigned and from which offset it polls each.
 * After a poll that brought messages it commits the highest offsets it has got, as Maelstrom's
 * does.
 */
final class KafkaClient implements Client {

  private static final ValueShape OFFSETS = ValueShape.mapTo(ValueShape.INTEGER);
  private static final ReplyShape SEND_OK =
      ReplyShape.of("send_ok").with("offset", ValueShape.INTEGER);
  private static final ReplyShape POLL_OK =
      ReplyShape.of("poll_ok")
          .with(
              "msgs",
              ValueShape.mapTo(
                  ValueShape.listOf(ValueShape.tuple(ValueShape.INTEGER, ValueShape.ANY))));
  private static final ReplyShape COMMIT_OFFSETS_OK = ReplyShape.of("commit_offsets_ok");
  private static final ReplyShape LIST_COMMITTED_OFFSETS_OK =
      ReplyShape.of("list_committed_offsets_ok").with("offsets", OFFSETS);

  private final Padding padding;
  private Map<String, Long> nextOffsetByKey = new LinkedHashMap<>();

  KafkaClient(Padding padding) {
    this.padding = padding;
  }

  @Override
  public void invoke(Invocation invocation, Attempt attempt) {
    switch (invocation.function()) {
      case "send" -> send(invocation.input(), attempt);
      case "poll" -> poll(attempt);
      case "assign" -> assign(invocation.input(), attempt);
      case "crash" -> attempt.crash("this client crashed on purpose");
      default -> throw new IllegalArgumentException("no function " + invocation.function());
    }
  }

  private void send(JsonNode input, Attempt attempt) {
    ObjectNode request = Json.body("send");
    request.set("key", input.get("key"));
    request.set("msg", padding.padded(input.get("msg")));
    attempt.call(
        request,
        SEND_OK,
        reply -> {
          ObjectNode output = Json.object();
          output.set("offset", reply.get("offset"));
          attempt.ok(output);
        });
  }

  private void poll(Attempt attempt) {
    ObjectNode input = Json.object();
    input.set("offsets", toJson(nextOffsetByKey));
    attempt.asked(input);
    ObjectNode request = Json.body("poll");
    request.set("offsets", toJson(nextOffsetByKey));
    attempt.call(request, POLL_OK, reply -> polled(plain(reply.get("msgs")), attempt));
  }

  private JsonNode plain(JsonNode messages) {
    if (padding.isNone()) {
      return messages;
    }
    ObjectNode plain = Json.object();
    messages
        .properties()
        .forEach(entry -> {
          ArrayNode pairs = Json.array();
          entry
              .getValue()
              .forEach(pair -> pairs.addArray().add(pair.get(0)).add(padding.plain(pair.get(1))));
          plain.set(entry.getKey(), entry.getValue().isNull() ? entry.getValue() : pairs);
        });
    return plain;
  }

  private void polled(JsonNode messages, Attempt attempt) {
    Map<String, Long> highest = new LinkedHashMap<>();
    messages
        .properties()
        .forEach(entry ->
            entry
                .getValue()
                .forEach(pair -> highest.merge(entry.getKey(), pair.get(0).asLong(), Math::max)));
    ObjectNode output = Json.object();
    output.set("msgs", messages);
    if (highest.isEmpty()) {
      attempt.ok(output);
      return;
    }
    ObjectNode commit = Json.body("commit_offsets");
    commit.set("offsets", toJson(highest));
    attempt.call(
        commit,
        COMMIT_OFFSETS_OK,
        reply -> {
          // Only now: of a poll that failed the history does not tell which messages it brought.
          highest.forEach((key, offset) -> nextOffsetByKey.merge(key, offset + 1, Math::max));
          attempt.ok(output);
        });
  }

  private void assign(JsonNode input, Attempt attempt) {
    if (input.get("seekToBeginning").asBoolean()) {
      Map<String, Long> offsets = new LinkedHashMap<>();
      input.get("keys").forEach(key -> offsets.put(key.asString(), 0L));
      assigned(offsets, attempt);
      return;
    }
    ObjectNode request = Json.body("list_committed_offsets");
    request.set("keys", input.get("keys"));
    attempt.call(
        request,
        LIST_COMMITTED_OFFSETS_OK,
        reply -> {
          Map<String, Long> offsets = new LinkedHashMap<>();
          for (JsonNode key : input.get("keys")) {
            String name = key.asString();
            long committed = reply.get("offsets").path(name).asLong(0);
            offsets.put(name, nextOffsetByKey.getOrDefault(name, committed));
          }
          assigned(offsets, attempt);
        });
  }

  private void assigned(Map<String, Long> offsets, Attempt attempt) {
    nextOffsetByKey = offsets;
    ObjectNode output = Json.object();
    output.set("offsets", toJson(offsets));
    attempt.ok(output);
  }

  private static ObjectNode toJson(Map<String, Long> offsets) {
    ObjectNode json = Json.object();
    offsets.forEach((key, offset) -> json.set(key, Json.number(offset)));
    return json;
  }
}
