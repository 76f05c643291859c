package glomers.kafka.linkv;

import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Hardship;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;

/**
 * The step {@code lin-kv}: whatever there is to agree on, a service of Maelstrom's decides. All
 * nodes may be killed; but a client that asks again may have its message stored twice.
 */
public final class LinKvProgram implements NodeProgram<Request, PeerMessage> {

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<PeerMessage> peerMessageType() {
    return PeerMessage.class;
  }

  @Override
  public Node<Request, PeerMessage> create(Context context, Options options) {
    return new LinKvNode(context);
  }

  @Override
  public Promises promises(Options options) {
    return Promises.DEFAULTS
        .survivingAllBut(Hardship.REPETITION, Hardship.REPETITION_ELSEWHERE)
        .underKills(Down.ALL, Durability.CLUSTER);
  }
}
