package glomers.kafka;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import glomers.core.runtime.Nodes;
import java.util.List;

/** Challenges 5a, 5b and 5c as one program. */
public class KafkaProgram implements NodeProgram<Request, ReplicaMessage> {

  private final SafetyRules rules;

  /** The program as it should be. */
  public KafkaProgram() {
    this(new SafetyRules());
  }

  /** The program with rules of one's own, to see what breaks. */
  protected KafkaProgram(SafetyRules rules) {
    this.rules = rules;
  }

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new KafkaProgram());
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<ReplicaMessage> peerMessageType() {
    return ReplicaMessage.class;
  }

  @Override
  public Node<Request, ReplicaMessage> create(Context context, Options options) {
    return new KafkaNode(context, Settings.from(options), rules);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS.survivingAllBut().underKills(Down.MINORITY, Durability.CLUSTER);
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(
        new Tunable.Number("--linger-millis", 0, 50),
        new Tunable.Number("--max-poll-records", 100, 1_000));
  }
}
