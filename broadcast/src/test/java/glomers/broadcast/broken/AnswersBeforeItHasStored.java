package glomers.broadcast.broken;

import glomers.broadcast.hub.HubMessage;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import java.time.Duration;

/**
 * Acknowledges a value at once and stores it a while later, as with a write that is left to a
 * background task. In between the node's own reads lack what it has promised, and a crash loses it.
 */
public final class AnswersBeforeItHasStored extends TamperedProgram {

  private static final Duration WRITE_DELAY = Duration.ofMillis(300);

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    Node<Request, HubMessage> storing = super.create(context, options);
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        if (request.body() instanceof Broadcast) {
          context.reply(request, new BroadcastOk());
          // Without its number it is not answered a second time.
          Message<Request> late = new Message<>(request.src(), request.dest(), request.body());
          context.after(WRITE_DELAY, () -> storing.onRequest(late));
        } else {
          storing.onRequest(request);
        }
      }

      @Override
      public void onPeerMessage(Message<HubMessage> message) {
        storing.onPeerMessage(message);
      }
    };
  }
}
