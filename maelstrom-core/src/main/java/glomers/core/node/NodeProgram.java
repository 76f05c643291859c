package glomers.core.node;

import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import java.util.List;

/**
 * A challenge's program: which verbs its nodes understand, and how to make one. Each challenge's
 * jar names its own in {@code META-INF/services}, where the bench's simulation finds it.
 *
 * @param <R> the requests that clients send to its nodes
 * @param <P> the messages that its nodes send one another
 */
public interface NodeProgram<R extends Request, P extends PeerMessage> {

  /** The sealed family of the client requests that its nodes answer. */
  Class<R> requestType();

  /** The sealed family of the messages between its nodes; {@code PeerMessage} itself for none. */
  Class<P> peerMessageType();

  /**
   * Makes the node. Called when {@code init} has told the node its name and its cluster's members.
   *
   * @param options what stood on the command line
   * @throws IllegalArgumentException if an option's value makes no sense
   */
  Node<R, P> create(Context context, Options options);

  /**
   * What its clusters promise.
   *
   * @param options what stood on the command line
   */
  default Promises promises(Options options) {
    return Promises.DEFAULTS;
  }

  /** The options with which the promises may be put to the test, each with its values. */
  default List<Tunable> tunables() {
    return List.of();
  }
}
