package glomers.uniqueids;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.Generate;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;

/**
 * Hands out identifiers that no other node, and no other incarnation of this node, ever hands out.
 */
public final class UniqueIdsNode implements Node<Request, PeerMessage> {

  private final Context context;
  private final IdGenerator ids;

  /** A node that starts a new incarnation: its identifiers continue no earlier series. */
  public UniqueIdsNode(Context context) {
    this.context = context;
    this.ids = new IdGenerator(context.incarnation());
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Generate() ->
          context.reply(request, new GenerateOk(ids.next(context.wallClockMillis())));
    }
  }
}
