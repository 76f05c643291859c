package glomers.core.node;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import java.util.Optional;

/**
 * One node of a challenge: a deterministic state machine.
 *
 * <p>A node takes a message, or a timer that fired, changes its own state, and hands out messages
 * and timers through its {@link Context}. It starts no thread, reads no clock, draws no random
 * number and opens no stream of its own. All its methods and timers are called by one thread, one
 * at a time, so it needs no locks; and the same inputs give the same outputs, so it runs unchanged
 * on real time under Maelstrom and on simulated time under our own bench.
 *
 * <p>A method that throws {@link RequestFailed} answers its request with that error; any other
 * exception in a client's request answers with {@link glomers.core.message.ErrorCode#CRASH}, and
 * the node lives on. An exception in anything else that it does, a peer's message, a timer or the
 * answer to a call, is nobody's mistake but its own, and ends it: what it keeps can be trusted no
 * more.
 *
 * @param <R> the requests that clients send to it
 * @param <P> the messages that nodes of this kind send one another
 */
public interface Node<R extends Request, P extends PeerMessage> {

  /** Handles a client's request. The answer goes out by {@link Context#reply}, now or later. */
  void onRequest(Message<R> request);

  /** Handles a message from another node of the cluster. */
  default void onPeerMessage(Message<P> message) {
    throw new RequestFailed(
        glomers.core.message.ErrorCode.NOT_SUPPORTED, "this node does not talk to its peers");
  }

  /**
   * What it still waits for, in words for people; empty if all that it was ever told has taken
   * effect, and it neither waits for anything nor keeps anything for anybody. In a cluster that is
   * whole again and was left alone for as long as it needs to recover nobody waits any more: what
   * waits then waits for ever. No client can see that, so a simulation asks.
   */
  default Optional<String> waitsFor() {
    return Optional.empty();
  }
}
