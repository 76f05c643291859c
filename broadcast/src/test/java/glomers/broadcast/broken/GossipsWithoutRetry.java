package glomers.broadcast.broken;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.BroadcastVerbs.Broadcast;
import glomers.core.message.BroadcastVerbs.BroadcastOk;
import glomers.core.message.BroadcastVerbs.Read;
import glomers.core.message.BroadcastVerbs.ReadOk;
import glomers.core.message.BroadcastVerbs.Request;
import glomers.core.message.BroadcastVerbs.Topology;
import glomers.core.message.BroadcastVerbs.TopologyOk;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.Nodes;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The naive answer to challenge 3b: whoever is given a value tells every other node, once. That is
 * enough as long as no message is lost, and a partition loses them all.
 */
public final class GossipsWithoutRetry implements NodeProgram<Request, GossipsWithoutRetry.Told> {

  /** Runs the node on STDIN and STDOUT. */
  public static void main(String[] commandLine) {
    Nodes.run(commandLine, new GossipsWithoutRetry());
  }

  /** A value that the sender was given by a client. */
  @JsonTypeName("told")
  public record Told(@JsonProperty(required = true) JsonNode value) implements PeerMessage {}

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Class<Told> peerMessageType() {
    return Told.class;
  }

  @Override
  public Node<Request, Told> create(Context context, Options options) {
    return new TellingNode(context);
  }

  private static final class TellingNode implements Node<Request, Told> {
    private final Context context;
    private final Set<JsonNode> values = new LinkedHashSet<>();

    TellingNode(Context context) {
      this.context = context;
    }

    @Override
    public void onRequest(Message<Request> request) {
      switch (request.body()) {
        case Topology topology -> context.reply(request, new TopologyOk());
        case Broadcast(JsonNode value) -> {
          values.add(value);
          context.peers().forEach(peer -> context.send(peer, new Told(value)));
          context.reply(request, new BroadcastOk());
        }
        case Read() -> context.reply(request, new ReadOk(values));
      }
    }

    @Override
    public void onPeerMessage(Message<Told> message) {
      values.add(message.body().value());
    }
  }
}
