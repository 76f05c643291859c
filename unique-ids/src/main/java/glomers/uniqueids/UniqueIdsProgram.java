package glomers.uniqueids;

import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Step;

/**
 * Challenge 2 as a program: its solutions, from the plain one to the best, which is the default.
 */
public final class UniqueIdsProgram {

  private UniqueIdsProgram() {}

  /** Runs the solution that {@code --step} names on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(
        commandLine,
        new Step(
            "counting",
            NodeProgram.of(Request.class, CountingNode::new)
                .promising(Promises.DEFAULTS.totallyAvailable())),
        new Step(
            "incarnation",
            NodeProgram.of(Request.class, IncarnationNode::new)
                .promising(
                    Promises.DEFAULTS
                        .survivingAllBut()
                        .underKills(Down.ALL, Durability.CLUSTER)
                        .totallyAvailable())));
  }
}
