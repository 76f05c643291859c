package glomers.uniqueids;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.Generate;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;

/**
 * Counts, and puts its name in front: {@code n1-42}.
 *
 * <p>Guarantees: no other node ever hands out the same identifier, nor does this one as long as it
 * lives. What breaks it: a node that is killed and started again counts from 0 once more.
 */
public final class CountingNode implements Node<Request, PeerMessage> {

  private final Context context;
  private long count;

  /** A node that has handed out nothing. */
  public CountingNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Generate() -> context.reply(request, new GenerateOk(context.self() + "-" + count++));
    }
  }
}
