package glomers.echo;

import glomers.core.message.EchoVerbs.Request;
import glomers.core.node.Hardship;
import glomers.core.node.NodeProgram;
import glomers.core.node.Promises;
import glomers.core.runtime.Nodes;

/** Challenge 1 as a program. */
public final class EchoProgram {

  private EchoProgram() {}

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    // The workload wants every single request answered, and who is down answers none.
    Nodes.run(
        commandLine,
        NodeProgram.of(Request.class, EchoNode::new)
            .promising(
                Promises.DEFAULTS
                    .survivingAllBut(Hardship.KILL, Hardship.PAUSE)
                    .totallyAvailable()));
  }
}
