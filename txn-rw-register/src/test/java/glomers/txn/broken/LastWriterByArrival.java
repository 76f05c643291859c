package glomers.txn.broken;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.txn.Replication;
import glomers.txn.Timestamp;
import glomers.txn.WriteSet;
import java.util.function.UnaryOperator;

/** Lets the write that arrives last win, whenever it was made. */
public final class LastWriterByArrival extends TamperedProgram {

  /** More than the node's own clock advances between two arrivals. */
  private static final long STEP = 1L << 32;

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return tamperedArrivals(super.create(context, options), new ArrivalTimes(context));
  }

  /** Gives each write set a timestamp above all that its receiver has. */
  private static final class ArrivalTimes implements UnaryOperator<WriteSet> {
    private long latest;

    ArrivalTimes(Context context) {
      latest = context.wallClockMillis() << 16;
    }

    @Override
    public WriteSet apply(WriteSet writeSet) {
      latest = Math.max(latest, writeSet.timestamp().time()) + STEP;
      Timestamp arrival = new Timestamp(latest, writeSet.timestamp().origin(), 0);
      return new WriteSet(arrival, writeSet.dependencies(), writeSet.writes());
    }
  }
}
