package glomers.uniqueids;

import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.runtime.Nodes;

/** Challenge 2 as a program. */
public final class UniqueIdsProgram implements NodeProgram<Request, PeerMessage> {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new UniqueIdsProgram());
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<PeerMessage> peerMessageType() {
    return PeerMessage.class;
  }

  @Override
  public Node<Request, PeerMessage> create(Context context, Options options) {
    return new UniqueIdsNode(context);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut()
        .underKills(Down.ALL, Durability.CLUSTER)
        .totallyAvailable();
  }
}
