package glomers.counter.deltas;

import glomers.core.crdt.GCounter;
import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.Read;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.ErrorCode;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.ReplyCache;
import glomers.core.node.RequestFailed;
import java.time.Duration;

/**
 * A G-Counter whose nodes tell one another what changed: it can be added to and read at every node
 * at any time, cut off from the others or not.
 *
 * <p>Guarantees: an acknowledged add counts exactly once at every node, in the end. "In the end"
 * means after the last add, once every node can reach every other by way of neighbours that can
 * talk; messages may be lost, repeated, delayed and overtaken before and after. A read gives what
 * this node knows: never more than was asked for, never less than the adds that it has acknowledged
 * itself, and never less than its own earlier reads. A retried add is known by its sender and its
 * {@code msg_id}.
 *
 * <p>Memory is all there is. A node that is killed takes with it the adds that it has told to
 * nobody yet, at most some rounds' worth if it can reach anybody, and its memory of which adds it
 * has seen. Everything else comes back: each incarnation has <em>a slot of its own</em>, and the
 * neighbours tell it the rest, those of former incarnations included. A node must not go on with a
 * former incarnation's slot. To raise that, it would have to know how high it stood, which takes an
 * answer from every node that may have heard of it; if it started again from 0, the merge would
 * swallow each add until the old number was reached. A slot more per restart is the price, and it
 * buys that a restarted node takes adds at once.
 */
public final class DeltaNode implements Node<Request, Gossip> {

  /** More than a client has open at once. */
  private static final int REMEMBERED_ADDS = 256;

  private final Context context;
  private final ReplyCache replies;
  private final Gossiper gossiper;
  private GCounter counter = GCounter.ZERO;

  /**
   * A node that starts a new incarnation.
   *
   * @param round how often it sends gossip at most
   */
  public DeltaNode(Context context, Duration round) {
    this.context = context;
    this.replies = new ReplyCache(context, REMEMBERED_ADDS);
    this.gossiper = new Gossiper(context, round);
    gossiper.start();
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Add(long delta) -> replies.once(request, () -> add(request, delta));
      case Read() -> context.reply(request, new ReadOk(valueOf(counter)));
    }
  }

  @Override
  public void onPeerMessage(Message<Gossip> message) {
    counter = counter.merge(message.body().claims());
    gossiper.heard(message, counter);
  }

  private void add(Message<Request> request, long delta) {
    if (delta < 0) {
      throw new RequestFailed(
          ErrorCode.MALFORMED_REQUEST, "this counter only grows: it cannot add " + delta);
    }
    counter = raisedBy(delta);
    gossiper.changed(counter);
    replies.reply(request, new AddOk());
  }

  private GCounter raisedBy(long delta) {
    try {
      GCounter raised = counter.plus(context.incarnation(), delta);
      valueOf(raised);
      return raised;
    } catch (ArithmeticException e) {
      throw tooLarge();
    }
  }

  private static long valueOf(GCounter counter) {
    try {
      return counter.value();
    } catch (ArithmeticException e) {
      // No single node let it come to this, but adds that did not know of each other can.
      throw tooLarge();
    }
  }

  private static RequestFailed tooLarge() {
    return new RequestFailed(
        ErrorCode.PRECONDITION_FAILED, "the sum would be more than 64 bits hold");
  }
}
