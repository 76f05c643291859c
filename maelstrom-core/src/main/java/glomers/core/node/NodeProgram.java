package glomers.core.node;

import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import java.util.List;
import java.util.function.Function;

/**
 * A program: which verbs its nodes understand, and how to make one. A {@code main} hands it to
 * {@link glomers.core.runtime.Nodes#run}.
 *
 * @param <R> the requests that clients send to its nodes
 * @param <P> the messages that its nodes send one another
 */
public interface NodeProgram<R extends Request, P extends PeerMessage> {

  /**
   * A program whose nodes talk to none of their own kind.
   *
   * @param requestType the sealed family of the client requests that they answer
   * @param node makes one
   */
  static <R extends Request> NodeProgram<R, PeerMessage> of(
      Class<R> requestType, Function<Context, Node<R, PeerMessage>> node) {
    return of(requestType, PeerMessage.class, node);
  }

  /**
   * A program without options that promises no more than all programs do.
   *
   * @param requestType the sealed family of the client requests that its nodes answer
   * @param peerMessageType the sealed family of the messages between them
   * @param node makes one
   */
  static <R extends Request, P extends PeerMessage> NodeProgram<R, P> of(
      Class<R> requestType, Class<P> peerMessageType, Function<Context, Node<R, P>> node) {
    return new NodeProgram<>() {
      @Override
      public Class<R> requestType() {
        return requestType;
      }

      @Override
      public Class<P> peerMessageType() {
        return peerMessageType;
      }

      @Override
      public Node<R, P> create(Context context, Options options) {
        return node.apply(context);
      }
    };
  }

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

  /** The same program with other promises, for one that was made by {@link #of}. */
  default NodeProgram<R, P> promising(Promises promises) {
    NodeProgram<R, P> program = this;
    return new NodeProgram<>() {
      @Override
      public Class<R> requestType() {
        return program.requestType();
      }

      @Override
      public Class<P> peerMessageType() {
        return program.peerMessageType();
      }

      @Override
      public Node<R, P> create(Context context, Options options) {
        return program.create(context, options);
      }

      @Override
      public Promises promises(Options options) {
        return promises;
      }

      @Override
      public List<Tunable> tunables() {
        return program.tunables();
      }
    };
  }

  /** The options with which the promises may be put to the test, each with its values. */
  default List<Tunable> tunables() {
    return List.of();
  }
}
