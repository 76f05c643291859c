package glomers.kafka;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import glomers.core.runtime.Step;
import glomers.kafka.elections.ElectionsProgram;
import glomers.kafka.leader.LeaderProgram;
import glomers.kafka.linkv.LinKvProgram;
import glomers.kafka.list.OneNode;
import glomers.kafka.recovery.RecoveryProgram;

/** Challenges 5a, 5b and 5c, from the plain answer to the best. */
public final class KafkaProgram {

  private KafkaProgram() {}

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(
        commandLine,
        new Step("list", NodeProgram.of(Request.class, OneNode::new)),
        new Step("lin-kv", new LinKvProgram()),
        new Step("leader", new LeaderProgram()),
        new Step("elections", new ElectionsProgram()),
        new Step("recovery", new RecoveryProgram()));
  }
}
