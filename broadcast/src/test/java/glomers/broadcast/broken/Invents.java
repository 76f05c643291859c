package glomers.broadcast.broken;

import glomers.broadcast.hub.HubMessage;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import tools.jackson.databind.node.StringNode;

/** Makes a value up when a client first broadcasts one, and spreads both. */
public final class Invents extends TamperedProgram {

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    Node<Request, HubMessage> honest = super.create(context, options);
    return new Node<>() {
      private boolean hasInvented;

      @Override
      public void onRequest(Message<Request> request) {
        honest.onRequest(request);
        if (request.body() instanceof Broadcast && !hasInvented) {
          hasInvented = true;
          Broadcast invention = new Broadcast(StringNode.valueOf("by " + context.self()));
          honest.onRequest(new Message<>(request.src(), request.dest(), invention));
        }
      }

      @Override
      public void onPeerMessage(Message<HubMessage> message) {
        honest.onPeerMessage(message);
      }
    };
  }
}
