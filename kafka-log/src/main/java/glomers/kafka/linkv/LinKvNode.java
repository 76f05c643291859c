package glomers.kafka.linkv;

import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.OffsetMessage;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.KeyValueStore;
import glomers.core.node.KeyValueStore.Outcome;
import glomers.core.node.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * The service {@code lin-kv} has the log, one of its keys per message. A node claims the first free
 * offset by compare-and-set: of two that want the same one, one is refused, and tries the next.
 * Nobody tries an offset before the one below it is known to be taken; so a log has no gaps, and a
 * reader who finds an offset free is at its end.
 *
 * <p>Right on any number of nodes, however these are cut off from one another, paused or killed:
 * they keep nothing but copies of what never changes. It stands and falls with the service. And it
 * costs: two messages to claim an offset, two for each message that a node has not read yet, and
 * two to find the end of each log that is polled.
 *
 * <p>A claim that is not answered may have succeeded, or may yet: the client is told error 0, and
 * if it sends its message again may find it twice. A poll changes nothing: its error is definite,
 * 11.
 */
final class LinKvNode implements Node<Request, PeerMessage> {

  private static final int MAX_POLLED = 500;

  private final Context context;
  private final KeyValueStore<JsonNode> store;
  private final Commits commits;

  private final Map<String, LinKvLog> logs = new HashMap<>();

  LinKvNode(Context context) {
    this.context = context;
    store = new KeyValueStore<>(context, KeyValueStore.LINEARIZABLE, JsonNode.class);
    commits = new Commits(context);
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Send(String key, JsonNode message) ->
          log(key)
              .append(
                  message,
                  outcome ->
                      context.reply(
                          request,
                          outcome instanceof Outcome.Known<Long>(Long offset)
                              ? new SendOk(offset)
                              : new ErrorReply(ErrorCode.TIMEOUT, "it may be in the log, or not")));
      case Poll(Map<String, Long> offsets) -> {
        Map<String, List<OffsetMessage>> found = new HashMap<>();
        Pending pending = new Pending(request, offsets.keySet(), () -> new PollOk(found));
        offsets.forEach((key, from) ->
            log(key)
                .read(() -> {
                  found.put(key, messages(log(key).copy(), from));
                  pending.done(key);
                }));
      }
      case CommitOffsets(Map<String, Long> offsets) -> {
        Pending pending = new Pending(request, offsets.keySet(), CommitOffsetsOk::new);
        offsets.forEach((key, offset) ->
            commits.raise(
                key, offset, pending.ifKnown(ErrorCode.TIMEOUT, isRaised -> pending.done(key))));
      }
      case ListCommittedOffsets(List<String> keys) -> {
        Map<String, Long> found = new HashMap<>();
        Pending pending = new Pending(request, keys, () -> new ListCommittedOffsetsOk(found));
        for (String key : keys) {
          commits.read(
              key,
              pending.ifKnown(
                  ErrorCode.TEMPORARILY_UNAVAILABLE,
                  committed -> {
                    committed.ifPresent(offset -> found.put(key, offset));
                    pending.done(key);
                  }));
        }
      }
    }
  }

  private LinKvLog log(String key) {
    return logs.computeIfAbsent(key, name -> new LinKvLog(name, store));
  }

  private static List<OffsetMessage> messages(List<JsonNode> log, long from) {
    return LongStream.range(from, Math.min(log.size(), from + MAX_POLLED))
        .mapToObj(offset -> new OffsetMessage(offset, log.get(Math.toIntExact(offset))))
        .toList();
  }

  /** A request for several keys, which are asked for all at once: it is answered once. */
  private final class Pending {
    private final Message<Request> request;
    private final Set<String> unfinished;
    private final Supplier<Body> reply;
    private boolean isAnswered;

    Pending(Message<Request> request, Collection<String> keys, Supplier<Body> reply) {
      this.request = request;
      this.unfinished = new HashSet<>(keys);
      this.reply = reply;
      answerIfFinished();
    }

    void done(String key) {
      unfinished.remove(key);
      answerIfFinished();
    }

    private void answerIfFinished() {
      if (unfinished.isEmpty() && !isAnswered) {
        answer(reply.get());
      }
    }

    private void answer(Body body) {
      isAnswered = true;
      context.reply(request, body);
    }

    /** Goes on with what the service answers; if it does not, the request fails. */
    <T> Consumer<Outcome<T>> ifKnown(ErrorCode otherwise, Consumer<T> then) {
      return outcome -> {
        if (outcome instanceof Outcome.Known<T>(T answer)) {
          then.accept(answer);
        } else if (!isAnswered) {
          answer(new ErrorReply(otherwise, "lin-kv has not answered"));
        }
      };
    }
  }
}
