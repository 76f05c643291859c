package glomers.kafka;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.StdioRuntime;

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
  public static void main(String[] arguments) {
    StdioRuntime.main(new KafkaProgram(), arguments);
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
}
