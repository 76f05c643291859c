package glomers.broadcast.hub;

import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.node.Context;
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
 * {@link HubNode} as a program. Its one option, {@code --round-millis}, trades messages for time.
 */
public final class HubProgram implements NodeProgram<Request, HubMessage> {

  private static final long DEFAULT_ROUND_MILLIS = 250;

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<HubMessage> peerMessageType() {
    return HubMessage.class;
  }

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    return new HubNode(context, roundLength(options));
  }

  private static Duration roundLength(Options options) {
    return options.millis("--round-millis", DEFAULT_ROUND_MILLIS, 0);
  }

  private static Duration freshWithin(Duration roundLength) {
    Duration round = roundLength.isZero() ? HubNode.ROUND_BESIDE_SHORTCUTS : roundLength;
    return Duration.ofMillis(Math.max(3_000, 6 * round.toMillis()));
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut()
        .underKills(Down.ALL_BUT_ONE, Durability.SURVIVORS)
        .totallyAvailable()
        .freshWithin(freshWithin(roundLength(options)));
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(new Tunable.Number("--round-millis", 0, 2_000));
  }
}
