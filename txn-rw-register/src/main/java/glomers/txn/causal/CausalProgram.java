package glomers.txn.causal;

import glomers.core.message.TxnVerbs.Request;
import glomers.core.message.WireSize;
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

/** The program of {@link CausalNode}s, with its options and what it promises. */
public final class CausalProgram implements NodeProgram<Request, Replication> {

  /** How old an answer may be where no message is lost or overtaken by chance. */
  private static final Duration FRESH_WITHIN = Duration.ofSeconds(3);

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Replication> peerMessageType() {
    return Replication.class;
  }

  @Override
  public Node<Request, Replication> create(Context context, Options options) {
    return new CausalNode(
        context, options.millis("--step-millis", 0, 0), Replicator.Settings.of(options));
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut(Hardship.REPETITION_ELSEWHERE)
        .underKills(Down.ALL_BUT_ONE, Durability.SURVIVORS)
        .totallyAvailable()
        .consistent(List.of("causal-cerone"), List.of("read-committed"))
        .freshWithin(FRESH_WITHIN);
  }

  @Override
  public List<Tunable> tunables() {
    return List.of(
        new Tunable.Number("--step-millis", 0, 20),
        new Tunable.Number("--batch-millis", 1, 200),
        new Tunable.Number("--max-message-bytes", 50_000, WireSize.MAX_MESSAGE_BYTES));
  }
}
