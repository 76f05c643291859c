package glomers.txn;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.StdioRuntime;

/** Challenge 6 as a program. */
public final class TxnProgram implements NodeProgram<Request, Replication> {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] arguments) {
    StdioRuntime.main(new TxnProgram(), arguments);
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Replication> peerMessageType() {
    return Replication.class;
  }

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return new TxnNode(
        context,
        Isolation.of(options.text("--isolation", Isolation.READ_COMMITTED.optionValue())),
        options.millis("--step-millis", 0, 0),
        Replicator.Settings.of(options));
  }
}
