package glomers.counter.broken;

import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.counter.deltas.DeltaProgram;
import glomers.counter.deltas.Gossip;

/**
 * Broken on purpose: the real counter without a memory of which adds it has seen. An add that comes
 * again, because its acknowledgement was lost or the network repeated it, counts again.
 */
public final class RecountingProgram implements NodeProgram<Request, Gossip> {

  private final DeltaProgram program = new DeltaProgram();

  @Override
  public Class<Request> requestType() {
    return program.requestType();
  }

  @Override
  public Class<Gossip> peerMessageType() {
    return program.peerMessageType();
  }

  @Override
  public Node<Request, Gossip> create(Context context, Options options) {
    return new RecountingNode(context, program.create(context, options));
  }

  private record RecountingNode(Context context, Node<Request, Gossip> counter)
      implements Node<Request, Gossip> {

    @Override
    public void onRequest(Message<Request> request) {
      if (request.body() instanceof Add) {
        // Without its number no two adds are the same to the counter.
        counter.onRequest(new Message<>(request.src(), request.dest(), request.body()));
        context.reply(request, new AddOk());
      } else {
        counter.onRequest(request);
      }
    }

    @Override
    public void onPeerMessage(Message<Gossip> message) {
      counter.onPeerMessage(message);
    }
  }
}
