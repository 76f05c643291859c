package glomers.txn.broken;

import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.TxnVerbs.TxnOk;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.testing.ForwardingContext;
import glomers.txn.causal.Replication;

/** Tells every tenth client that its transaction was aborted, and keeps what it wrote. */
public final class AbortedWriteStays extends TamperedProgram {

  private static final int ABORTS_ONE_IN = 10;

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return super.create(
        new ForwardingContext(context) {
          private int transactions;

          @Override
          public void reply(Message<?> request, Body body) {
            boolean aborted = body instanceof TxnOk && ++transactions % ABORTS_ONE_IN == 0;
            super.reply(request, aborted ? new ErrorReply(ErrorCode.ABORT, "aborted") : body);
          }
        },
        options);
  }
}
