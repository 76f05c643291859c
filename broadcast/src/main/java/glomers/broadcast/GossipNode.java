package glomers.broadcast;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.gossip.OriginLogs;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.BroadcastVerbs.Topology;
import glomers.core.message.BroadcastVerbs.TopologyOk;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.core.node.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Challenge 3c with few messages: <em>anti-entropy</em> (Demers et al., "Epidemic Algorithms for
 * Replicated Database Maintenance", PODC 1987). At intervals each node picks one of those that seem
 * to lack something, any of them, and the two tell each other what they know and what the other
 * lacks.
 *
 * <p>Guarantees, under loss, duplication, reordering, partitions of any shape and restarts, that a
 * value reaches every node once the network is whole, unless its node was killed before it could
 * tell anyone. Chance decides who tells whom, so a value takes several intervals, and some values
 * take many: too slow for 3d.
 */
public final class GossipNode implements Node<Request, GossipNode.Gossip> {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  /**
   * What one node tells another.
   *
   * @param known what the sender knows
   * @param news what the receiver lacks, as far as the sender knows
   * @param wantsAnswer whether the sender wants to be told what the receiver knows by now
   */
  @JsonTypeName("gossip")
  public record Gossip(VersionVector known, List<Segment<JsonNode>> news, boolean wantsAnswer)
      implements PeerMessage {}

  private final Context context;
  private final Set<JsonNode> values = new LinkedHashSet<>();

  /** The same values as logs, one of each incarnation of a node: what its own clients gave it. */
  private final OriginLogs<JsonNode> logs = new OriginLogs<>(WireSize::of);

  /** What those that were heard knew then. */
  private final Map<String, VersionVector> knownByPeer = new HashMap<>();

  /** A node without values. */
  public GossipNode(Context context) {
    this.context = context;
    context.after(INTERVAL, this::gossip);
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Topology topology -> context.reply(request, new TopologyOk()); // all are neighbours
      case Broadcast(JsonNode value) -> {
        if (values.add(value)) {
          logs.append(context.incarnation(), value);
        }
        context.reply(request, new BroadcastOk());
      }
      case Read() -> context.reply(request, new ReadOk(values));
    }
  }

  @Override
  public void onPeerMessage(Message<Gossip> message) {
    // Not a maximum: a node that was restarted knows less than it did, and wants to be told again.
    knownByPeer.put(message.src(), message.body().known());
    message.body().news().forEach(segment -> values.addAll(logs.accept(segment)));
    if (message.body().wantsAnswer()) {
      tell(message.src(), false);
    }
  }

  private void gossip() {
    List<String> lacking = context.peers().stream().filter(this::mayLackSomething).toList();
    if (!lacking.isEmpty()) {
      tell(lacking.get(context.random().nextInt(lacking.size())), true);
    }
    context.after(INTERVAL, this::gossip);
  }

  /** Also one that was never heard: after a restart it is the others who know something. */
  private boolean mayLackSomething(String peer) {
    return !knownByPeer.containsKey(peer) || logs.hasNewsFor(knownByPeer.get(peer));
  }

  private void tell(String peer, boolean wantsAnswer) {
    var known = knownByPeer.getOrDefault(peer, new VersionVector());
    var news = logs.missingFrom(known, WireSize.MAX_MESSAGE_BYTES);
    context.send(peer, new Gossip(logs.known(), news, wantsAnswer));
  }
}
