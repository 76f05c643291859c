package glomers.broadcast.broken;

import glomers.broadcast.hub.HubMessage;
import glomers.core.message.Body;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.testing.ForwardingContext;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Has room for some values only: each new one beyond pushes out the oldest. */
public final class Forgets extends TamperedProgram {

  private static final int ROOM = 20;

  @Override
  public Node<Request, HubMessage> create(Context context, Options options) {
    return super.create(
        new ForwardingContext(context) {
          @Override
          public void reply(Message<?> request, Body body) {
            super.reply(request, body instanceof ReadOk read ? withinRoom(read) : body);
          }
        },
        options);
  }

  private static ReadOk withinRoom(ReadOk read) {
    List<JsonNode> newest =
        read.messages().stream().skip(Math.max(0, read.messages().size() - ROOM)).toList();
    return new ReadOk(newest);
  }
}
