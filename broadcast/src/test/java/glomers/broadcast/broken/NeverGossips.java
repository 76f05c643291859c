package glomers.broadcast.broken;

import glomers.broadcast.hub.HubMessage;
import glomers.core.message.Body;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.runtime.Nodes;
import glomers.core.testing.ForwardingContext;

/** Stores and shows what its own clients give it, and never says a word to its peers. */
public final class NeverGossips extends TamperedProgram {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new NeverGossips());
  }

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    return super.create(
        new ForwardingContext(context) {
          @Override
          public void send(String dest, Body body) {}
        },
        options);
  }
}
