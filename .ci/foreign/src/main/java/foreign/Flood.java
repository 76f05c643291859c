package foreign;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.BroadcastVerbs.*;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells every other node of a value, once. */
public final class Flood implements Node<Request, Flood.Told> {

  @JsonTypeName("told")
  public record Told(JsonNode value) implements PeerMessage {}

  private final Context context;
  private final Set<JsonNode> values = new LinkedHashSet<>();

  public Flood(Context context) {
    this.context = context;
  }

  public static void main(String[] options) {
    Nodes.run(options, NodeProgram.of(Request.class, Told.class, Flood::new));
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
