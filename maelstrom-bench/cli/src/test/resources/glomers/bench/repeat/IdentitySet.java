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
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Tells its peers what is new in the order of a hash table whose keys have no hash code of their
 * own: where an object happened to lie in memory decides who is told what first.
 */
public final class IdentitySet implements NodeProgram<Request, IdentitySet.Told> {
  public static void main(String[] commandLine) {
    glomers.core.runtime.Nodes.run(commandLine, new IdentitySet());
  }


  /** A value for another node. */
  @JsonTypeName("told")
  public record Told(JsonNode value) implements PeerMessage {}

  /** A value that has not been told yet. */
  private static final class News {
    private final JsonNode value;

    News(JsonNode value) {
      this.value = value;
    }
  }

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
    return new Node<>() {
      private final Set<JsonNode> values = new LinkedHashSet<>();
      private final Set<News> news = new HashSet<>();

      @Override
      public void onRequest(Message<Request> request) {
        switch (request.body()) {
          case Topology unused -> context.reply(request, new TopologyOk());
          case Read unused -> context.reply(request, new ReadOk(new LinkedHashSet<>(values)));
          case Broadcast(JsonNode value) -> {
            values.add(value);
            if (news.isEmpty()) {
              context.after(Duration.ofMillis(500), this::tell);
            }
            news.add(new News(value));
            context.reply(request, new BroadcastOk());
          }
        }
      }

      private void tell() {
        for (News one : news) {
          context.peers().forEach(peer -> context.send(peer, new Told(one.value)));
        }
        news.clear();
      }

      @Override
      public void onPeerMessage(Message<Told> message) {
        values.add(message.body().value());
      }
    };
  }
}
