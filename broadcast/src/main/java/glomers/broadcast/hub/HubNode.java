package glomers.broadcast.hub;

import glomers.broadcast.hub.HubMessage.Report;
import glomers.broadcast.hub.HubMessage.Shortcut;
import glomers.broadcast.hub.HubMessage.Update;
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

  /** Where values don't wait for rounds, these bring but what was lost. */
  static final Duration ROUND_BESIDE_SHORTCUTS = Duration.ofSeconds(1);

  private final Context context;
  private final Knowledge knowledge;
  private final Peers peers;
  private final HubRole hub;
  private final LeafRole leaf;

  /** Whether a client's value goes straight to all, and rounds bring what is lost of these. */
  private final boolean takesShortcuts;

  /**
   * A node that knows nothing yet.
   *
   * @param roundLength the time between two rounds of a hub, unless a node was out of reach and is
   *     back. A longer round carries more values for the same number of messages, and makes each
   *     value wait longer. If it is zero, none waits: each goes straight to all others
   */
  public HubNode(Context context, Duration roundLength) {
    this.context = context;
    this.knowledge = new Knowledge(context.incarnation());
    Members members = new Members(context);
    this.takesShortcuts = roundLength.isZero();
    Timing timing = new Timing(takesShortcuts ? ROUND_BESIDE_SHORTCUTS : roundLength);
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
        var news = knowledge.add(value);
        context.reply(request, new BroadcastOk());
        if (takesShortcuts && !news.isEmpty()) {
          context.peers().forEach(peer -> context.send(peer, new Shortcut(news)));
        }
        spread(!news.isEmpty());
      }
      case Read() -> context.reply(request, new ReadOk(knowledge.values()));
    }
  }

  @Override
  public void onPeerMessage(Message<HubMessage> message) {
    String from = message.src();
    Exchange exchange = peers.get(from).exchange();
    boolean learned =
        switch (message.body()) {
          case Shortcut(var news) -> knowledge.learn(news);
          case Update update -> {
            boolean hasNews = exchange.hear(update.progress(), update.news());
            leaf.onUpdate(from, update);
            yield hasNews;
          }
          case Report report -> {
            boolean hasNews = exchange.hear(report.progress(), report.news());
            boolean isNewLeaf = hub.onReport(from, report);
            if (isNewLeaf) {
              leaf.onBeingChosen();
            }
            yield hasNews;
          }
        };
    spread(learned);
  }

  private void spread(boolean hasNews) {
    if (hasNews) {
      hub.onNews();
      leaf.onNews();
    }
  }
}
