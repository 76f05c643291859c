package glomers.counter.broken;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.time.Duration;

/**
 * Broken on purpose: gossips sums. A node keeps one number, tells it to all others, and takes a
 * larger number for a later one. Of adds that happened at two nodes between two rounds only one
 * survives: 5 here and 5 there merge to 5.
 */
public final class SumGossipProgram implements NodeProgram<Request, SumGossipProgram.Sum> {

  /** All that a node knows: one number, in which nobody can tell whose adds it holds. */
  @JsonTypeName("sum")
  public record Sum(@JsonProperty(required = true) long sum) implements PeerMessage {}

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Sum> peerMessageType() {
    return Sum.class;
  }

  @Override
  public Node<Request, Sum> create(Context context, Options options) {
    return new SumGossipNode(context, options.millis("--round-millis", 250, 1));
  }

  private static final class SumGossipNode implements Node<Request, Sum> {
    private final Context context;
    private final Duration round;
    private long sum;

    SumGossipNode(Context context, Duration round) {
      this.context = context;
      this.round = round;
      context.after(round, this::gossip);
    }

    @Override
    public void onRequest(Message<Request> request) {
      switch (request.body()) {
        case Add(long delta) -> {
          sum += delta;
          context.reply(request, new AddOk());
        }
        case Read() -> context.reply(request, new ReadOk(sum));
      }
    }

    @Override
    public void onPeerMessage(Message<Sum> message) {
      sum = Math.max(sum, message.body().sum());
    }

    private void gossip() {
      context.peers().forEach(peer -> context.send(peer, new Sum(sum)));
      context.after(round, this::gossip);
    }
  }
}
