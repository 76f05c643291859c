package glomers.txn.broken;

import glomers.core.gossip.VersionVector;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.txn.causal.CausalProgram;
import glomers.txn.causal.Replication;
import glomers.txn.causal.Replication.Part;
import glomers.txn.causal.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The real program, in a place where its surroundings can be tampered with. */
abstract class TamperedProgram implements NodeProgram<Request, Replication> {

  private final CausalProgram real = new CausalProgram();

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

  /** A node that takes in other versions than it was sent. */
  static Node<Request, Replication> tamperedArrivals(
      Node<Request, Replication> node, UnaryOperator<List<Version>> tamper) {
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        node.onRequest(request);
      }

      @Override
      public void onPeerMessage(Message<Replication> message) {
        Replication whole = message.body();
        node.onPeerMessage(
            with(
                message,
                whole.known(),
                whole.part().map(part -> with(part, part.base(), tamper.apply(part.versions())))));
      }
    };
  }

  /** The same message with another delta. */
  static Message<Replication> with(
      Message<Replication> message, VersionVector known, Optional<Part> part) {
    Replication body = message.body();
    return new Message<>(
        message.src(),
        message.dest(),
        new Replication(
            body.id(), body.heard(), known, body.answerWanted(), body.gathering(), part));
  }

  /** The same part of a delta with another content. */
  static Part with(Part part, VersionVector base, List<Version> versions) {
    return new Part(part.delta(), part.index(), part.count(), base, versions);
  }
}
