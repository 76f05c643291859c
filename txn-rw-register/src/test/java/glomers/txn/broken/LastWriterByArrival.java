package glomers.txn.broken;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.causal.Replication;
import glomers.txn.causal.Timestamp;
import glomers.txn.causal.Version;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lets the write that arrives last win, whenever it was made. */
public final class LastWriterByArrival extends TamperedProgram {

  /** More than the node's own clock advances between two arrivals. */
  private static final long STEP = 1L << 32;

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return tamperedArrivals(super.create(context, options), new ArrivalTimes(context));
  }

  /** Gives what comes together a timestamp above all that its receiver has. */
  private static final class ArrivalTimes implements UnaryOperator<List<Version>> {
    private long latest;

    ArrivalTimes(Context context) {
      latest = context.wallClockMillis() << 16;
    }

    @Override
    public List<Version> apply(List<Version> versions) {
      for (Version version : versions) {
        latest = Math.max(latest, version.timestamp().time());
      }
      latest += STEP;
      return versions.stream().map(this::arrivedNow).toList();
    }

    private Version arrivedNow(Version version) {
      Timestamp arrival = new Timestamp(latest, version.timestamp().incarnation());
      return new Version(arrival, version.place(), version.write());
    }
  }
}
