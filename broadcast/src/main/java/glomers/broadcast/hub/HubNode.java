package glomers.broadcast.hub;

import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.BroadcastVerbs.Topology;
import glomers.core.message.BroadcastVerbs.TopologyOk;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Spreads values to every node of the cluster.
 *
 * <p>A client's value is stored, then acknowledged, and then travels in two hops: with the node's
 * next report to its hub, and with the hub's next round to everyone else. {@link HubRole} paces the
 * rounds, {@link LeafRole} reports, and chooses another hub when its own falls silent. Every node
 * plays both roles: which nodes it serves as a hub is what differs.
 *
 * <p>Guarantees, under loss, duplication, reordering and partitions of any shape: a value that was
 * acknowledged is in every later read of this node, and reaches every node once the network is
 * whole. While it is cut, it reaches every node of its side, and, where each node hears a majority,
 * all nodes. No value appears that no client gave. A node that is killed takes with it what it has
 * not reported yet.
 */
public final class HubNode implements Node<Request, HubMessage> {

  private final Context context;
  private final Knowledge knowledge;
  private final Peers peers;
  private final HubRole hub;
  private final LeafRole leaf;

  /**
   * A node that knows nothing yet.
   *
   * @param roundLength the time between two rounds of a hub, unless a node was out of reach and is
   *     back. A longer round carries more values for the same number of messages, and makes each
   *     value wait longer
   */
  public HubNode(Context context, Duration roundLength) {
    this.context = context;
    this.knowledge = new Knowledge(context.incarnation());
    Members members = new Members(context);
    Timing timing = new Timing(roundLength);
    this.peers = new Peers(knowledge);
    this.hub = new HubRole(context, peers, members, timing);
    this.leaf = new LeafRole(context, peers, members, timing, hub::greet);
    leaf.join();
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Topology topology -> context.reply(request, new TopologyOk()); // we make our own
      case Broadcast(JsonNode value) -> {
        boolean isNew = knowledge.add(value);
        context.reply(request, new BroadcastOk());
        spread(isNew);
      }
      case Read() -> context.reply(request, new ReadOk(knowledge.values()));
    }
  }

  @Override
  public void onPeerMessage(Message<HubMessage> message) {
    boolean learned = peers.get(message.src()).hear(message.body(), context.nanoTime());
    switch (message.body()) {
      case HubMessage.Update update -> leaf.onUpdate(message.src(), update);
      case HubMessage.Report report -> {
        boolean isNewLeaf = hub.onReport(message.src(), report);
        if (isNewLeaf) {
          leaf.onBeingChosen();
        }
      }
    }
    spread(learned);
  }

  private void spread(boolean hasNews) {
    if (hasNews) {
      hub.onNews();
      leaf.onNews();
    }
  }
}
