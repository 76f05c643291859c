package glomers.kafka.list;

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
import glomers.core.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * The step {@code list}: for each key a list, in which a message's offset is its index. All that 5a
 * asks for.
 *
 * <p>Of several nodes each has lists of its own: two of them give one offset to two messages.
 */
public final class OneNode implements Node<Request, PeerMessage> {

  private static final int MAX_POLLED = 500;

  private final Context context;
  private final Map<String, List<JsonNode>> logs = new HashMap<>();
  private final Map<String, Long> committed = new HashMap<>();

  /** A node without any message. */
  public OneNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    context.reply(
        request,
        switch (request.body()) {
          case Send(String key, JsonNode message) -> {
            List<JsonNode> log = logs.computeIfAbsent(key, k -> new ArrayList<>());
            log.add(message);
            yield new SendOk(log.size() - 1);
          }
          case Poll(Map<String, Long> offsets) -> {
            Map<String, List<OffsetMessage>> found = new HashMap<>();
            offsets.forEach((key, offset) -> found.put(key, messages(key, offset)));
            yield new PollOk(found);
          }
          case CommitOffsets(Map<String, Long> offsets) -> {
            offsets.forEach((key, offset) -> committed.merge(key, offset, Math::max));
            yield new CommitOffsetsOk();
          }
          case ListCommittedOffsets(List<String> keys) -> {
            Map<String, Long> known = new HashMap<>(committed);
            known.keySet().retainAll(keys);
            yield new ListCommittedOffsetsOk(known);
          }
        });
  }

  private List<OffsetMessage> messages(String key, long from) {
    List<JsonNode> log = logs.getOrDefault(key, List.of());
    return LongStream.range(from, Math.min(log.size(), from + MAX_POLLED))
        .mapToObj(offset -> new OffsetMessage(offset, log.get(Math.toIntExact(offset))))
        .toList();
  }
}
