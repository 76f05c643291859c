package glomers.counter.deltas;

import glomers.core.message.CounterVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import java.time.Duration;
import java.util.List;

/**
 * The G-Counter that is gossiped by deltas, as a program.
 *
 * <p>Option {@code --round-millis} (250): how often a node sends gossip at most, one message each
 * time.
 */
public final class DeltaProgram implements NodeProgram<Request, Gossip> {

  private static final long ROUND_MILLIS = 250;

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Gossip> peerMessageType() {
    return Gossip.class;
  }

  @Override
  public Node<Request, Gossip> create(Context context, Options options) {
    return new DeltaNode(context, roundLength(options));
  }

  private static Duration roundLength(Options options) {
    return options.millis("--round-millis", ROUND_MILLIS, 1);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut(Hardship.REPETITION_ELSEWHERE)
        .underKills(Down.ALL_BUT_ONE, Durability.SURVIVORS)
        .totallyAvailable()
        .freshWithin(Duration.ofMillis(Math.max(3_000, 12 * roundLength(options).toMillis())));
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(new Tunable.Number("--round-millis", 20, 1_000));
  }
}
