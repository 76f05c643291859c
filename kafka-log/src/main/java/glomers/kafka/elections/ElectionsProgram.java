package glomers.kafka.elections;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Tunable;
import glomers.kafka.safety.SafetyRules;
import java.util.List;

/**
 * The step {@code elections}: whoever leads may fail, and another takes over. Survives everything
 * but a node that is killed and starts again with nothing: it votes a second time in an epoch, or
 * for a candidate that lacks what it had itself helped to acknowledge.
 */
public class ElectionsProgram implements NodeProgram<Request, LogMessage> {

  private final SafetyRules rules;

  /** The program as it should be. */
  public ElectionsProgram() {
    this(new SafetyRules());
  }

  /** The program with rules of one's own, to see what breaks. */
  protected ElectionsProgram(SafetyRules rules) {
    this.rules = rules;
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<LogMessage> peerMessageType() {
    return LogMessage.class;
  }

  @Override
  public Node<Request, LogMessage> create(Context context, Options options) {
    return new ElectionsNode(context, Settings.from(options), rules);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS.survivingAllBut(Hardship.KILL);
  }

  @Override
  public List<Tunable> tunables() {
    return Settings.tunables();
  }
}
