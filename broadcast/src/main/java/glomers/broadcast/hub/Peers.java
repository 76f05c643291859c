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
   * @param exchange what this node and it have said of each other's knowledge, in either role
   */
  record Peer(String name, Knowledge knowledge, Exchange exchange) {

    /** What it knows if all has arrived that it is told in one role. */
    AssumedKnowledge assumed() {
      return new AssumedKnowledge(knowledge, exchange);
    }
  }

  Peers(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  Peer get(String name) {
    return byName.computeIfAbsent(name, peer -> new Peer(peer, knowledge, new Exchange(knowledge)));
  }
}
