package glomers.txn.broken;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.Replication;
import java.util.List;

/**
 * Claims to be the default, read committed, but makes writes visible while their transaction is
 * under way. Takes no options.
 */
public final class WritesVisibleBeforeCommit extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options none) {
    List<String> arguments = List.of("--isolation", "read-uncommitted", "--step-millis", "3");
    return super.create(context, Options.parse(arguments));
  }
}
