package glomers.kafka.leader;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;

/**
 * The step {@code leader}: the first node leads, the others follow, and what a majority has is
 * acknowledged. Right, however messages are lost, repeated, delayed or overtaken. But while the
 * leader is cut off or paused nothing is appended anywhere; and if a node is killed it comes back
 * without its copy, of which a majority may have been made.
 */
public final class LeaderProgram implements NodeProgram<Request, LeaderMessage> {

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<LeaderMessage> peerMessageType() {
    return LeaderMessage.class;
  }

  @Override
  public Node<Request, LeaderMessage> create(Context context, Options options) {
    String leader = context.members().getFirst();
    return context.self().equals(leader)
        ? new LeaderNode(context)
        : new FollowerNode(context, leader);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS.survivingAllBut(Hardship.KILL);
  }
}
