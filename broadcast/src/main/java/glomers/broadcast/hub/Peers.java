package glomers.broadcast.hub;

import java.util.HashMap;
import java.util.Map;

/** The other nodes, each as soon as this one has to do with it. */
final class Peers {

  private final Knowledge knowledge;
  private final Map<String, Peer> byName = new HashMap<>();

  /**
   * One other node.
   *
   * @param roundTrip the way to it, measured
   * @param exchange what this node and it have told each other
   */
  record Peer(String name, RoundTrip roundTrip, Exchange exchange) {

    /** Takes what it has said. Returns whether anything in it was new to this node. */
    boolean hear(HubMessage message, long nowNanos) {
      roundTrip.onMessage(message.timestamps(), nowNanos);
      return exchange.hear(message);
    }
  }

  Peers(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  Peer get(String name) {
    return byName.computeIfAbsent(
        name, peer -> new Peer(peer, new RoundTrip(), new Exchange(knowledge)));
  }
}
