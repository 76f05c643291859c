package glomers.txn.broken;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.Replication;
import glomers.txn.Write;
import glomers.txn.WriteSet;
import java.util.List;

/** Applies only the first half of the writes of each write set that a peer sends. */
public final class HalfWriteSetApplied extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return tamperedArrivals(super.create(context, options), HalfWriteSetApplied::half);
  }

  private static WriteSet half(WriteSet whole) {
    List<Write> writes = whole.writes();
    return new WriteSet(
        whole.timestamp(), whole.dependencies(), writes.subList(0, (writes.size() + 1) / 2));
  }
}
