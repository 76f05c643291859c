package glomers.broadcast.hub;

import glomers.core.node.Context;
import java.util.List;

/**
 * The cluster's members by rank, and which of them this node takes for its hub.
 *
 * <p>A node's rank is its place in the list that all nodes were given. The hub that a node chooses
 * ranks before it, or is the node itself; so whatever each node believes, nobody waits for somebody
 * who waits for it, and there is always someone who is its own hub and serves all others.
 */
final class Members {

  private final String self;
  private final List<String> byRank;
  private String hub;

  /** All take the first member for their hub to begin with. */
  Members(Context context) {
    this.self = context.self();
    this.byRank = context.members();
    this.hub = byRank.getFirst();
  }

  String hub() {
    return hub;
  }

  void chooseHub(String chosen) {
    if (byRank.indexOf(chosen) > byRank.indexOf(self)) {
      throw new IllegalArgumentException(chosen + " ranks after " + self + ": it can't be its hub");
    }
    hub = chosen;
  }

  /** Whether this node is the first that it can reach, and so serves everyone. */
  boolean isActingHub() {
    return hub.equals(self);
  }

  boolean ranksBefore(String one, String other) {
    return byRank.indexOf(one) < byRank.indexOf(other);
  }

  /** The first member of all: the hub that all others are substitutes of. */
  String first() {
    return byRank.getFirst();
  }

  /** Whether the hub, be it this node, is one only because the first member is out of reach. */
  boolean isHubSubstitute() {
    return !hub.equals(first());
  }

  /** The members that rank before this node. */
  List<String> seniors() {
    return byRank.subList(0, byRank.indexOf(self));
  }
}
