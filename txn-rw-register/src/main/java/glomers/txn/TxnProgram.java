package glomers.txn;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.node.Promises;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Step;
import glomers.txn.causal.CausalProgram;
import java.util.List;

/** Challenge 6 as a program: each step breaks where the next one does not, and the last is best. */
public final class TxnProgram {

  private TxnProgram() {}

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(
        commandLine,
        new Step("one-node", NodeProgram.of(Request.class, OneNode::new)),
        new Step(
            "last-writer",
            NodeProgram.of(Request.class, LastWriterNode.Written.class, LastWriterNode::new)),
        new Step(
            "read-uncommitted",
            NodeProgram.of(
                    Request.class, ReadUncommittedNode.Written.class, ReadUncommittedNode::new)
                .promising(available("read-uncommitted"))),
        new Step(
            "read-committed",
            NodeProgram.of(Request.class, ReadCommittedNode.Committed.class, ReadCommittedNode::new)
                .promising(available("read-committed"))),
        new Step("causal", new CausalProgram()));
  }

  /** What a step promises whose nodes may be cut off and paused, but not killed. */
  private static Promises available(String consistencyModel) {
    return Promises.DEFAULTS.totallyAvailable().consistent(List.of(consistencyModel), List.of());
  }
}
