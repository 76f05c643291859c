package glomers.broadcast;

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
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Challenge 3a: keeps the values that it is given.
 *
 * <p>Guarantees that an acknowledged value is in every later read of this node. Tells nobody else,
 * so two nodes are one too many.
 */
public final class ListNode implements Node<Request, PeerMessage> {

  private final Context context;

  /** In the order in which they came, each once: a client that got no answer asks again. */
  private final Set<JsonNode> values = new LinkedHashSet<>();

  /** A node without values. */
  public ListNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Topology topology -> context.reply(request, new TopologyOk());
      case Broadcast(JsonNode value) -> {
        values.add(value);
        context.reply(request, new BroadcastOk());
      }
      case Read() -> context.reply(request, new ReadOk(values));
    }
  }
}
