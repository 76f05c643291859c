import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.UniqueIdsVerbs.GenerateOk;
import glomers.core.message.UniqueIdsVerbs.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;

/** Reads the machine's clock by itself. Its identifiers are unique all the same. */
public final class ClockReader implements NodeProgram<Request, PeerMessage> {
  public static void main(String[] commandLine) {
    glomers.core.runtime.Nodes.run(commandLine, new ClockReader());
  }


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
    return new Node<>() {
      private long count;

      @Override
      public void onRequest(Message<Request> request) {
        context.reply(
            request,
            new GenerateOk(context.self() + "-" + System.nanoTime() + "-" + count++));
      }
    };
  }
}
