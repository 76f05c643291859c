package glomers.broadcast;

import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.StdioRuntime;

/**
 * Challenge 3 as a program. Its one option, {@code --round-millis}, trades messages for time: see
 * {@link BroadcastNode}.
 */
public final class BroadcastProgram implements NodeProgram<Request, GossipMessage> {

  private static final long DEFAULT_ROUND_MILLIS = 250;

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] arguments) {
    StdioRuntime.main(new BroadcastProgram(), arguments);
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<GossipMessage> peerMessageType() {
    return GossipMessage.class;
  }

  @Override
  public Node<Request, GossipMessage> create(Context context, Options options) {
    return new BroadcastNode(context, options.millis("--round-millis", DEFAULT_ROUND_MILLIS, 1));
  }
}
