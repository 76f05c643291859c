package glomers.broadcast;

import glomers.broadcast.hub.HubProgram;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Step;

/** Challenge 3, in steps from the obvious answer to the one with the fewest messages. */
public final class BroadcastProgram {

  private BroadcastProgram() {}

  /** Runs the step that {@code --step} names, or the last one, on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(
        commandLine,
        new Step("list", NodeProgram.of(Request.class, ListNode::new)),
        new Step("flood", NodeProgram.of(Request.class, FloodNode.Told.class, FloodNode::new)),
        new Step("retry", NodeProgram.of(Request.class, RetryNode.Told.class, RetryNode::new)),
        new Step(
            "gossip",
            NodeProgram.of(Request.class, GossipNode.Gossip.class, GossipNode::new)
                .promising(
                    Promises.DEFAULTS
                        .survivingAllBut()
                        .underKills(Down.ALL_BUT_ONE, Durability.SURVIVORS)
                        .totallyAvailable())),
        new Step("hub", new HubProgram()));
  }
}
