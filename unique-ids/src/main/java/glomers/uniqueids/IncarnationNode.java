package glomers.uniqueids;

import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.Generate;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;

/**
 * Counts, and puts the time and the name of its incarnation in front.
 *
 * <p>Guarantees: no identifier is ever handed out twice, by whatever nodes, however often they are
 * killed and whatever their clocks show. {@link IdGenerator} says why.
 */
public final class IncarnationNode implements Node<Request, PeerMessage> {

  private final Context context;
  private final IdGenerator ids;

  /** A node that starts a new incarnation: its identifiers continue no earlier series. */
  public IncarnationNode(Context context) {
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
