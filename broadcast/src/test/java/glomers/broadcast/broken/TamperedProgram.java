package glomers.broadcast.broken;

import glomers.broadcast.hub.HubMessage;
import glomers.broadcast.hub.HubProgram;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;

/** The real program, in a place where its surroundings can be tampered with. */
abstract class TamperedProgram implements NodeProgram<Request, HubMessage> {

  private final HubProgram real = new HubProgram();

  @Override
  public final Class<Request> requestType() {
    return real.requestType();
  }

  @Override
  public final Class<HubMessage> peerMessageType() {
    return real.peerMessageType();
  }

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    return real.create(context, options);
  }
}
