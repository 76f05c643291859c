package glomers.bench.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.Reply;
import glomers.core.message.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A node for a workload that core does not know (Maelstrom's {@code g-set}), in one file. */
final class OwnVerbsTest {

  sealed interface SetRequest extends Request {}

  @JsonTypeName("add")
  record Add(long element) implements SetRequest {}

  @JsonTypeName("read")
  record Read() implements SetRequest {}

  @JsonTypeName("add_ok")
  record AddOk() implements Reply {}

  @JsonTypeName("read_ok")
  record ReadOk(SortedSet<Long> value) implements Reply {}

  @JsonTypeName("merge")
  record Merge(SortedSet<Long> elements) implements PeerMessage {}

  /** A grow-only set whose nodes tell one another all that they have, every second. */
  private static final class SetNode implements Node<SetRequest, Merge> {
    private final Context context;
    private final SortedSet<Long> elements = new TreeSet<>();

    SetNode(Context context) {
      this.context = context;
      gossip();
    }

    private void gossip() {
      context.peers().forEach(peer -> context.send(peer, new Merge(elements)));
      context.after(Duration.ofSeconds(1), this::gossip);
    }

    @Override
    public void onRequest(Message<SetRequest> request) {
      switch (request.body()) {
        case Add(long element) -> {
          elements.add(element);
          context.reply(request, new AddOk());
        }
        case Read() -> context.reply(request, new ReadOk(elements));
      }
    }

    @Override
    public void onPeerMessage(Message<Merge> message) {
      elements.addAll(message.body().elements());
    }
  }

  @Test
  void a_workload_of_ones_own_needs_its_verbs_and_a_node_and_no_change_to_core() {
    ScriptedCluster cluster =
        ScriptedCluster.of(NodeProgram.of(SetRequest.class, Merge.class, SetNode::new), 3, 1);
    cluster.askNow("n0", new Add(5), AddOk.class);
    cluster.askNow("n2", new Add(3), AddOk.class);
    cluster.run(Duration.ofSeconds(2));
    assertThat(cluster.askNow("n1", new Read(), ReadOk.class).value()).containsExactly(3L, 5L);
  }
}
