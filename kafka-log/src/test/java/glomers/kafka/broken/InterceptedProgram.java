package glomers.kafka.broken;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.kafka.recovery.RecoveryMessage;
import glomers.kafka.recovery.RecoveryProgram;

/** The real program, behind somebody who answers some requests in its place. */
abstract class InterceptedProgram extends RecoveryProgram {

  /** Somebody who stands before one node. */
  @FunctionalInterface
  interface Interceptor {

    /** Answers a request, or returns false to leave it to the node. */
    boolean answers(Message<Request> request);
  }

  /** Somebody new, for a node that has just started. */
  abstract Interceptor interceptor(Context context);

  @Override
  public final Node<Request, RecoveryMessage> create(Context context, Options options) {
    Node<Request, RecoveryMessage> node = super.create(context, options);
    Interceptor interceptor = interceptor(context);
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        if (!interceptor.answers(request)) {
          node.onRequest(request);
        }
      }

      @Override
      public void onPeerMessage(Message<RecoveryMessage> message) {
        node.onPeerMessage(message);
      }
    };
  }
}
