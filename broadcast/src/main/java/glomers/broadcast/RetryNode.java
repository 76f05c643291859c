package glomers.broadcast;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.BroadcastVerbs.Topology;
import glomers.core.message.BroadcastVerbs.TopologyOk;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.RetryPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Challenge 3c, the obvious answer: floods the cluster like {@link FloodNode}, and repeats each
 * value to each neighbour until that has acknowledged it.
 *
 * <p>Guarantees that a value reaches every node, under loss, duplication, reordering and
 * partitions, as long as no node is killed: what a node acknowledged before it was restarted nobody
 * tells it again. It costs: every value crosses every link, and is acknowledged there, by a message
 * of its own; and a partition's other side is called again and again, once for each value.
 */
public final class RetryNode implements Node<Request, RetryNode.Told> {

  /** A value that the sender has just heard of, and wants acknowledged. */
  @JsonTypeName("told")
  public record Told(@JsonProperty(required = true) JsonNode value) implements PeerMessage {}

  /** The answer to {@link Told}. */
  @JsonTypeName("told_ok")
  public record ToldOk() implements PeerMessage {}

  private static final RetryPolicy UNTIL_ACKNOWLEDGED =
      RetryPolicy.forever(Duration.ofMillis(500), Duration.ofSeconds(2));

  private final Context context;
  private final Set<JsonNode> values = new LinkedHashSet<>();
  private List<String> neighbours;

  /** A node without values. Until a topology is suggested, all others are its neighbours. */
  public RetryNode(Context context) {
    this.context = context;
    this.neighbours = context.peers();
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Topology(Map<String, List<String>> topology) -> {
        neighbours = topology.getOrDefault(context.self(), neighbours);
        context.reply(request, new TopologyOk());
      }
      case Broadcast(JsonNode value) -> {
        hear(value, request.src());
        context.reply(request, new BroadcastOk());
      }
      case Read() -> context.reply(request, new ReadOk(values));
    }
  }

  @Override
  public void onPeerMessage(Message<Told> message) {
    hear(message.body().value(), message.src());
    context.reply(message, new ToldOk());
  }

  private void hear(JsonNode value, String teller) {
    boolean isNew = values.add(value);
    if (isNew) {
      neighbours.stream()
          .filter(neighbour -> !neighbour.equals(teller))
          .forEach(neighbour -> tell(neighbour, value));
    }
  }

  private void tell(String neighbour, JsonNode value) {
    context.call(neighbour, new Told(value), ToldOk.class, UNTIL_ACKNOWLEDGED, acknowledged -> {});
  }
}
