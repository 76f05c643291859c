package glomers.kafka.store;

import glomers.core.log.Append;
import glomers.core.log.Log;
import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KeyValueVerbs.CompareAndSet;
import glomers.core.message.KeyValueVerbs.CompareAndSetOk;
import glomers.core.message.KeyValueVerbs.Read;
import glomers.core.message.KeyValueVerbs.ReadOk;
import glomers.core.message.KeyValueVerbs.Request;
import glomers.core.message.KeyValueVerbs.Write;
import glomers.core.message.KeyValueVerbs.WriteOk;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.kafka.elections.LogReplica;
import glomers.kafka.elections.LogService;
import glomers.kafka.elections.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A key-value store out of the replicated log: each request is an entry of the log, and each node
 * executes the entries in their order, once they are acknowledged. So all nodes execute the same,
 * and the one that was asked answers what came of it. A read is an entry as well: what a node has
 * executed by itself may be long out of date.
 *
 * <p>Linearizable, under all that the log survives.
 */
class ReplicatedStore implements LogService<Request> {

  private final Context context;
  private final LogReplica replica;
  private final Map<JsonNode, JsonNode> values = new HashMap<>();

  /** What came of the log's first entries, as many as have been executed here. */
  private final List<Body> results = new ArrayList<>();

  ReplicatedStore(Context context, LogReplica replica) {
    this.context = context;
    this.replica = replica;
  }

  @Override
  public void serve(Message<Request> request) {
    Append.Id name = replica.nameOf(request);
    Append append = new Append(name.source(), name.sequence(), "", command(request.body()));
    replica.submit(
        append,
        new Waiting() {
          @Override
          public void onAcknowledged(long offset) {
            executeBelow(offset + 1);
            context.reply(request, results.get(Math.toIntExact(offset)));
          }

          @Override
          public void onExpired(String reason) {
            context.reply(request, notInTime(request.body(), reason));
          }
        });
  }

  @Override
  public ErrorReply notInTime(Request request, String text) {
    boolean hasNoEffect = request instanceof Read;
    return new ErrorReply(
        hasNoEffect ? ErrorCode.TEMPORARILY_UNAVAILABLE : ErrorCode.TIMEOUT, text);
  }

  private static ArrayNode command(Request request) {
    ArrayNode command = JsonNodeFactory.instance.arrayNode();
    return switch (request) {
      case Read(JsonNode key) -> command.add(key);
      case Write(JsonNode key, JsonNode value) -> command.add(key).add(value);
      case CompareAndSet(JsonNode key, JsonNode from, JsonNode to, boolean create) ->
          command.add(key).add(from).add(to).add(create);
    };
  }

  /** Executes what is below the offset, and has not been. */
  final void executeBelow(long offset) {
    Log log = replica.log();
    for (long next = results.size(); next < offset; next++) {
      results.add(
          log.entry(next)
              .append()
              .map(Append::message)
              .<Body>map(this::execute)
              .orElse(new WriteOk())); // an epoch's beginning, for which nobody waits
    }
  }

  private Body execute(JsonNode command) {
    JsonNode key = command.get(0);
    return switch (command.size()) {
      case 1 -> read(key);
      case 2 -> {
        values.put(key, command.get(1));
        yield new WriteOk();
      }
      default -> compareAndSet(key, command.get(1), command.get(2), command.get(3).booleanValue());
    };
  }

  /** What a read finds that is executed now. */
  final Body read(JsonNode key) {
    JsonNode value = values.get(key);
    return value == null ? absent(key) : new ReadOk(value);
  }

  private Body compareAndSet(JsonNode key, JsonNode from, JsonNode to, boolean create) {
    JsonNode value = values.get(key);
    if (value == null && !create) {
      return absent(key);
    }
    if (value != null && !value.equals(from)) {
      return new ErrorReply(
          ErrorCode.PRECONDITION_FAILED, "the value is " + value + ", not " + from);
    }
    values.put(key, to);
    return new CompareAndSetOk();
  }

  private static ErrorReply absent(JsonNode key) {
    return new ErrorReply(ErrorCode.KEY_DOES_NOT_EXIST, "there is no key " + key);
  }
}
