package glomers.echo;

import glomers.core.message.EchoVerbs.Request;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.runtime.Nodes;

/** Challenge 1 as a program. */
public final class EchoProgram implements NodeProgram<Request, PeerMessage> {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new EchoProgram());
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
    return new EchoNode(context);
  }

  @Override
  public Promises promises(Options options) {
    // The workload wants every single request answered, and who is down answers none.
    return Promises.DEFAULTS.survivingAllBut(Hardship.KILL, Hardship.PAUSE).totallyAvailable();
  }
}
