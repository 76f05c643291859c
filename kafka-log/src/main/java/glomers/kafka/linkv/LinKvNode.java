package glomers.kafka.linkv;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The service {@code lin-kv} has the log, one of its keys per message. A node claims the first free
 * offset by compare-and-set: of two that want the same one, one is refused, and tries the next.
 * Nobody tries an offset before the one below it is known to be taken; so a log has no gaps, and a
 * reader who finds an offset free is at its end.
 *
 * <p>Right on any number of nodes, however these are cut off from one another, paused or killed:
 * they keep nothing but copies of what never changes. It stands and falls with the service. And it
 * costs: two messages to claim an offset, two for each message that a node has not read yet, one
 * after the other, and two more to find the end of each log that is polled.
 *
 * <p>A claim that is not answered may have succeeded, or may yet: the client is told error 0, and
 * if it sends its message again may find it twice. A poll changes nothing: its error is definite,
 * 11.
 */
final class LinKvNode implements Node<Request, PeerMessage> {

  private static final int MAX_POLLED = 500;

  private final Context context;
  private final KeyValueStore<JsonNode> messages;
  private final Commits commits;

  /** By key and offset, the messages that this node has read. */
  private final Map<String, Map<Long, JsonNode>> known = new HashMap<>();

  /** By key, the lowest offset that is not known to be taken. */
  private final Map<String, Long> ends = new HashMap<>();

  LinKvNode(Context context) {
    this.context = context;
    messages = new KeyValueStore<>(context, KeyValueStore.LINEARIZABLE, JsonNode.class);
    commits = new Commits(context);
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Send send -> claim(request, send);
      case Poll(Map<String, Long> offsets) -> poll(request, offsets);
      case CommitOffsets(Map<String, Long> offsets) ->
          oneByOne(
              offsets.keySet().iterator(),
              (key, next) ->
                  commits.raise(key, offsets.get(key), ifKnown(request, raised -> next.run())),
              () -> context.reply(request, new CommitOffsetsOk()));
      case ListCommittedOffsets(List<String> keys) -> {
        Map<String, Long> found = new HashMap<>();
        oneByOne(
            keys.iterator(),
            (key, next) ->
                commits.read(
                    key,
                    ifKnown(
                        request,
                        committed -> {
                          committed.ifPresent(offset -> found.put(key, offset));
                          next.run();
                        })),
            () -> context.reply(request, new ListCommittedOffsetsOk(found)));
      }
    }
  }

  private void claim(Message<Request> request, Send send) {
    long offset = ends.getOrDefault(send.key(), 0L);
    messages.compareAndSet(
        slot(send.key(), offset),
        Optional.empty(),
        send.msg(),
        ifKnown(
            request,
            isClaimed -> {
              ends.merge(send.key(), offset + 1, Math::max);
              if (isClaimed) {
                context.reply(request, new SendOk(offset));
              } else {
                claim(request, send);
              }
            }));
  }

  /** Reads all logs at once, each up to its end. */
  private void poll(Message<Request> request, Map<String, Long> offsets) {
    Map<String, List<OffsetMessage>> found = new HashMap<>();
    Set<String> unfinished = new HashSet<>(offsets.keySet());
    Runnable replyIfFinished =
        () -> {
          if (unfinished.isEmpty()) {
            context.reply(request, new PollOk(found));
          }
        };
    if (offsets.isEmpty()) {
      replyIfFinished.run();
    }
    offsets.forEach((key, from) -> {
      found.put(key, new ArrayList<>());
      Runnable onEnd =
          () -> {
            unfinished.remove(key);
            replyIfFinished.run();
          };
      read(key, from, found.get(key), onEnd);
    });
  }

  /** Reads on to the log's end, or until there is enough for one answer. */
  private void read(String key, long offset, List<OffsetMessage> found, Runnable onEnd) {
    Map<Long, JsonNode> copies = known.computeIfAbsent(key, k -> new HashMap<>());
    if (found.size() == MAX_POLLED) {
      onEnd.run();
    } else if (copies.containsKey(offset)) {
      found.add(new OffsetMessage(offset, copies.get(offset)));
      read(key, offset + 1, found, onEnd);
    } else {
      messages.read(
          slot(key, offset),
          outcome -> {
            if (outcome instanceof Outcome.Known<Optional<JsonNode>>(var message)
                && message.isPresent()) {
              copies.put(offset, message.get());
              ends.merge(key, offset + 1, Math::max);
              read(key, offset, found, onEnd);
            } else {
              onEnd.run(); // or no answer: what may be there is there for the next poll
            }
          });
    }
  }

  private static String slot(String key, long offset) {
    return "log/" + key + "/" + offset;
  }

  /** Does something for each key, for the next one when it is done for the former. */
  private static void oneByOne(
      Iterator<String> keys, BiConsumer<String, Runnable> step, Runnable done) {
    if (keys.hasNext()) {
      step.accept(keys.next(), () -> oneByOne(keys, step, done));
    } else {
      done.run();
    }
  }

  /**
   * Goes on with what the service answers. If it does not, only what changes nothing can be said
   * not to have happened.
   */
  private <T> Consumer<Outcome<T>> ifKnown(Message<Request> request, Consumer<T> then) {
    return outcome -> {
      if (outcome instanceof Outcome.Known<T>(T answer)) {
        then.accept(answer);
      } else if (request.body() instanceof Send || request.body() instanceof CommitOffsets) {
        context.reply(request, new ErrorReply(ErrorCode.TIMEOUT, "it may be done, or not"));
      } else {
        context.reply(
            request, new ErrorReply(ErrorCode.TEMPORARILY_UNAVAILABLE, "lin-kv is silent"));
      }
    };
  }
}
