package glomers.txn.broken;

import glomers.core.message.Body;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.testing.ForwardingContext;
import glomers.txn.Replication;

/** Never tells its peers anything. Each node is perfectly consistent, alone. */
public final class NoReplication extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return super.create(
        new ForwardingContext(context) {
          @Override
          public void send(String dest, Body body) {}
        },
        options);
  }
}
