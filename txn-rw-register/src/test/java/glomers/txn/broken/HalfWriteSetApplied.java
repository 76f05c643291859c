package glomers.txn.broken;

import static java.util.stream.Collectors.groupingBy;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.causal.Replication;
import glomers.txn.causal.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Applies only the first half of the writes of each write set that a peer sends. */
public final class HalfWriteSetApplied extends TamperedProgram {

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return tamperedArrivals(super.create(context, options), HalfWriteSetApplied::halves);
  }

  private static List<Version> halves(List<Version> versions) {
    return versions.stream()
        .collect(groupingBy(Version::timestamp, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(writeSet -> writeSet.subList(0, (writeSet.size() + 1) / 2).stream())
        .toList();
  }
}
