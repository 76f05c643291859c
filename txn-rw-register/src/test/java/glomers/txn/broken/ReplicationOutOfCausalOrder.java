package glomers.txn.broken;

import glomers.core.gossip.VersionVector;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.Replication;
import glomers.txn.WriteSet;

/** Applies the write sets of each peer as they come, before what they depend on. */
public final class ReplicationOutOfCausalOrder extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return tamperedArrivals(
        super.create(context, options),
        writeSet -> new WriteSet(writeSet.timestamp(), new VersionVector(), writeSet.writes()));
  }
}
