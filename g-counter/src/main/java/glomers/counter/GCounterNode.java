package glomers.counter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.crdt.GCounter;
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
 * Keeps a sum for each node, of which a node raises its own only, and tells all of them to all
 * others now and then: a state-based G-Counter.
 *
 * <p>Guarantees: an acknowledged add counts at every node within a round of the time from which on
 * nodes can reach one another, whatever was lost, repeated or overtaken before.
 *
 * <p>What breaks it: a node that was killed raises its sum from 0 again until it has heard from the
 * others, and what it adds meanwhile vanishes in the larger sum that they have of it. A request
 * that comes twice counts twice. And it talks all the time, n · (n - 1) messages a round, whether
 * there is anything to tell or not.
 */
public final class GCounterNode implements Node<Request, GCounterNode.State> {

  /** All that a node knows: each node's sum. */
  @JsonTypeName("state")
  record State(@JsonProperty(required = true) GCounter counter) implements PeerMessage {}

  private static final Duration ROUND = Duration.ofMillis(250);

  private final Context context;
  private GCounter counter = GCounter.ZERO;

  /** A node that has seen no add. */
  public GCounterNode(Context context) {
    this.context = context;
    context.after(ROUND, this::gossip);
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Add(long delta) -> {
        counter = counter.plus(context.self(), delta);
        context.reply(request, new AddOk());
      }
      case Read() -> context.reply(request, new ReadOk(counter.value()));
    }
  }

  private void gossip() {
    context.peers().forEach(peer -> context.send(peer, new State(counter)));
    context.after(ROUND, this::gossip);
  }

  @Override
  public void onPeerMessage(Message<State> message) {
    counter = counter.merge(message.body().counter());
  }
}
