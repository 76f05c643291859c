package glomers.counter;

import glomers.core.message.CounterVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Step;
import glomers.counter.deltas.DeltaProgram;

/**
 * Challenge 4 as a program: its solutions, from the plain one to the best, which is the default.
 */
public final class CounterProgram {

  private CounterProgram() {}

  /** Runs the solution that {@code --step} names on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(
        commandLine,
        new Step("seq-kv", NodeProgram.of(Request.class, SeqKvNode::new)),
        new Step("sum", NodeProgram.of(Request.class, SumNode.Sum.class, SumNode::new)),
        new Step(
            "g-counter",
            NodeProgram.of(Request.class, GCounterNode.State.class, GCounterNode::new)),
        new Step("deltas", new DeltaProgram()));
  }
}
