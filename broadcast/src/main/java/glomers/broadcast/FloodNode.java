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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Challenge 3b: floods the cluster. Whoever hears of a value for the first time passes it on to its
 * neighbours, once.
 *
 * <p>Guarantees that a value reaches every node as long as every message does. Wrong for 3c: what
 * is sent into a partition, or is lost in any other way, is never sent again.
 */
public final class FloodNode implements Node<Request, FloodNode.Told> {

  /** A value that the sender has just heard of. */
  @JsonTypeName("told")
  public record Told(@JsonProperty(required = true) JsonNode value) implements PeerMessage {}

  private final Context context;
  private final Set<JsonNode> values = new LinkedHashSet<>();
  private List<String> neighbours;

  /** A node without values. Until a topology is suggested, all others are its neighbours. */
  public FloodNode(Context context) {
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
  }

  private void hear(JsonNode value, String teller) {
    boolean isNew = values.add(value);
    if (isNew) {
      neighbours.stream()
          .filter(neighbour -> !neighbour.equals(teller))
          .forEach(neighbour -> context.send(neighbour, new Told(value)));
    }
  }
}
