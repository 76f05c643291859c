import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;

/**
 * Counts in a static field, and begins anew after 350: as a process it repeats itself when its own
 * clients have asked more often than that. Where nodes share the field it is anybody's guess.
 */
public final class StaticCounter implements NodeProgram<Request, PeerMessage> {
  public static void main(String[] commandLine) {
    glomers.core.runtime.Nodes.run(commandLine, new StaticCounter());
  }


  private static int count;

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
    return request ->
        context.reply(request, new GenerateOk(context.self() + "-" + count++ % 350));
  }
}
