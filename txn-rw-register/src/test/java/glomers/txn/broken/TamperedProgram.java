package glomers.txn.broken;

import glomers.core.gossip.Segment;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.txn.Replication;
import glomers.txn.TxnProgram;
import glomers.txn.WriteSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** The real program, in a place where its surroundings can be tampered with. */
abstract class TamperedProgram implements NodeProgram<Request, Replication> {

  private final TxnProgram real = new TxnProgram();

  @Override
  public final Class<Request> requestType() {
    return real.requestType();
  }

  @Override
  public final Class<Replication> peerMessageType() {
    return real.peerMessageType();
  }

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return real.create(context, options);
  }

  /** A node that takes in other write sets than it was sent. */
  static Node<Request, Replication> tamperedArrivals(
      Node<Request, Replication> node, UnaryOperator<WriteSet> tamper) {
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        node.onRequest(request);
      }

      @Override
      public void onPeerMessage(Message<Replication> message) {
        node.onPeerMessage(
            switch (message.body()) {
              case Replication.Batch batch -> {
                List<Segment<WriteSet>> segments =
                    batch.segments().stream().map(segment -> tampered(segment, tamper)).toList();
                yield new Message<>(
                    message.src(),
                    message.dest(),
                    new Replication.Batch(
                        batch.origin(), batch.known(), batch.answerWanted(), segments));
              }
              case Replication.State state -> message;
            });
      }
    };
  }

  private static Segment<WriteSet> tampered(
      Segment<WriteSet> segment, UnaryOperator<WriteSet> tamper) {
    return new Segment<>(
        segment.log(), segment.start(), segment.entries().stream().map(tamper).toList());
  }
}
