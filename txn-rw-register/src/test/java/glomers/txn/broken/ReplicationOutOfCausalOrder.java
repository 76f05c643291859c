package glomers.txn.broken;

import glomers.core.gossip.VersionVector;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.causal.Replication;
import java.util.Optional;

/** Shows the write sets of each peer as they come, before what they depend on. */
public final class ReplicationOutOfCausalOrder extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    Node<Request, Replication> node = super.create(context, options);
    return new Node<>() {
      @Override
      public void onRequest(Message<Request> request) {
        node.onRequest(request);
      }

      @Override
      public void onPeerMessage(Message<Replication> message) {
        VersionVector nothing = new VersionVector();
        message
            .body()
            .part()
            .map(part -> with(part, nothing, part.versions()))
            .ifPresent(early -> node.onPeerMessage(with(message, nothing, Optional.of(early))));
        node.onPeerMessage(message);
      }
    };
  }
}
