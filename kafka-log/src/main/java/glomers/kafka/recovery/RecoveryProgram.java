package glomers.kafka.recovery;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import glomers.kafka.elections.LogClients;
import glomers.kafka.elections.Settings;
import glomers.kafka.safety.SafetyRules;
import java.time.Duration;
import java.util.List;

/**
 * The step {@code recovery}: nodes may be killed and come back with nothing, as long as a majority
 * remembers. Survives everything that the bench can do to it.
 */
public class RecoveryProgram implements NodeProgram<Request, RecoveryMessage> {

  private final SafetyRules rules;

  /** The program as it should be. */
  public RecoveryProgram() {
    this(new SafetyRules());
  }

  /** The program with rules of one's own, to see what breaks. */
  protected RecoveryProgram(SafetyRules rules) {
    this.rules = rules;
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<RecoveryMessage> peerMessageType() {
    return RecoveryMessage.class;
  }

  @Override
  public Node<Request, RecoveryMessage> create(Context context, Options options) {
    Settings settings = Settings.from(options);
    return new RecoveryNode<>(
        context, settings, rules, replica -> new LogClients(context, settings, rules, replica));
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut()
        .underKills(Down.MINORITY, Durability.CLUSTER)
        .freshWithin(Duration.ofSeconds(3));
  }

  @Override
  public List<Tunable> tunables() {
    return Settings.tunables();
  }
}
