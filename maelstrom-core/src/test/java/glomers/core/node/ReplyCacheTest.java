package glomers.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.testing.TestCluster;
import org.junit.jupiter.api.Test;

class ReplyCacheTest {

  private static final Add ADD = new Add(1);

  private final TestCluster cluster = TestCluster.of(new CountingProgram(), 1, 1);

  private long ask(String client, long msgId) {
    return cluster.ask(client, msgId, "n0", ADD, ReadOk.class).reply().value();
  }

  @Test
  void a_request_that_comes_again_takes_effect_once_and_gets_the_same_answer() {
    assertThat(ask("c1", 7)).isEqualTo(1);
    assertThat(ask("c1", 7)).isEqualTo(1);
    assertThat(ask("c1", 8)).isEqualTo(2);
  }

  @Test
  void the_same_number_from_another_client_is_another_request() {
    assertThat(ask("c1", 7)).isEqualTo(1);
    assertThat(ask("c2", 7)).isEqualTo(2);
  }

  @Test
  void a_straggler_that_was_forgotten_is_dropped_rather_than_done_twice() {
    for (int msgId = 0; msgId < 10; msgId++) {
      ask("c1", msgId);
    }
    assertThat(cluster.ask("c1", 0, "n0", ADD, AddOk.class).isDone()).isFalse();
    assertThat(ask("c1", 10)).isEqualTo(11);
  }

  /** Counts the requests that take effect. */
  private static final class CountingProgram implements NodeProgram<Request, PeerMessage> {
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
      ReplyCache replies = new ReplyCache(context, 4);
      return new Node<>() {
        private long count;

        @Override
        public void onRequest(Message<Request> request) {
          if (!replies.isDuplicate(request)) {
            replies.reply(request, new ReadOk(++count));
          }
        }
      };
    }
  }
}
