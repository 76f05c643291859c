package glomers.txn;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.WireSize;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import glomers.core.runtime.Nodes;
import java.util.Arrays;
import java.util.List;

/** Challenge 6 as a program. */
public final class TxnProgram implements NodeProgram<Request, Replication> {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new TxnProgram());
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
        isolation(options),
        options.millis("--step-millis", 0, 0),
        Replicator.Settings.of(options));
  }

  @Override
  public Promises promises(Options options) {
    boolean isCausal = isolation(options) == Isolation.READ_COMMITTED;
    return Promises.DEFAULTS
        .survivingAllBut(Hardship.REPETITION_ELSEWHERE)
        .underKills(Down.ALL_BUT_ONE, Durability.SURVIVORS)
        .totallyAvailable()
        .consistent(
            List.of(isCausal ? "causal-cerone" : "read-uncommitted"),
            List.of(isCausal ? "read-committed" : "read-uncommitted"));
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(
        new Tunable.Choice(
            "--isolation", Arrays.stream(Isolation.values()).map(Isolation::optionValue).toList()),
        new Tunable.Number("--step-millis", 0, 20),
        new Tunable.Number("--batch-millis", 1, 200),
        new Tunable.Number("--max-message-bytes", 50_000, WireSize.MAX_MESSAGE_BYTES));
  }

  private static Isolation isolation(Options options) {
    return Isolation.of(options.text("--isolation", Isolation.READ_COMMITTED.optionValue()));
  }
}
