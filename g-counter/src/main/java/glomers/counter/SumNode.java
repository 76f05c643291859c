package glomers.counter;

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
import java.time.Duration;

/**
 * Keeps the sum in memory, tells it to all others now and then, and takes a larger one for a later
 * one.
 *
 * <p>Wrong: of adds that happened at two nodes between two rounds of gossip only one survives; 5
 * here and 5 there make 5. It guarantees no more than a sum that never falls.
 */
public final class SumNode implements Node<Request, SumNode.Sum> {

  /** All that a node knows: one number, in which nobody can tell whose adds it holds. */
  @JsonTypeName("sum")
  record Sum(@JsonProperty(required = true) long sum) implements PeerMessage {}

  private static final Duration ROUND = Duration.ofMillis(250);

  private final Context context;
  private long sum;

  /** A node that has seen no add. */
  public SumNode(Context context) {
    this.context = context;
    context.after(ROUND, this::gossip);
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

  private void gossip() {
    context.peers().forEach(peer -> context.send(peer, new Sum(sum)));
    context.after(ROUND, this::gossip);
  }

  @Override
  public void onPeerMessage(Message<Sum> message) {
    sum = Math.max(sum, message.body().sum());
  }
}
