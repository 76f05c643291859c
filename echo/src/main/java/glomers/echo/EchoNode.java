package glomers.echo;

import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.message.EchoVerbs.Request;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import tools.jackson.databind.JsonNode;

/** Sends back what it was sent. */
public final class EchoNode implements Node<Request, PeerMessage> {

  private final Context context;

  /** A node that answers through the given handle. */
  public EchoNode(Context context) {
    this.context = context;
  }

  @Override
  public void onRequest(Message<Request> request) {
    switch (request.body()) {
      case Echo(JsonNode echo) -> context.reply(request, new EchoOk(echo));
    }
  }
}
