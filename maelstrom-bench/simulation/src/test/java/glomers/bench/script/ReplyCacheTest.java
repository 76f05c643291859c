package glomers.bench.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.message.CounterVerbs.Add;
import glomers.core.message.CounterVerbs.AddOk;
import glomers.core.message.CounterVerbs.ReadOk;
import glomers.core.message.CounterVerbs.Request;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.ReplyCache;
import glomers.core.node.RequestFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyCacheTest {

  private static final Add ADD = new Add(1);
  private static final long REFUSED_AT_FIRST = 2;
  private static final long BREAKS = 3;

  private final ScriptedCluster cluster = ScriptedCluster.of(new CountingProgram(), 1, 1);

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

  @Test
  void a_request_that_was_refused_is_refused_again_though_it_would_be_granted_now() {
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(cluster.ask("c1", 1, "n0", new Add(REFUSED_AT_FIRST), ReadOk.class).error())
          .isEqualTo(new ErrorReply(ErrorCode.ABORT, "not now"));
    }
    assertThat(ask("c1", 2)).isEqualTo(1);
  }

  @Test
  void a_request_whose_handling_breaks_half_way_is_answered_when_it_is_retried_and_not_repeated() {
    assertThatThrownBy(() -> cluster.ask("c1", 1, "n0", new Add(BREAKS), ReadOk.class))
        .as("the cluster takes it for a failed test")
        .hasMessageContaining("broken half-way");
    ErrorReply error = cluster.ask("c1", 1, "n0", new Add(BREAKS), ReadOk.class).error();
    assertThat(error.is(ErrorCode.CRASH)).isTrue();
    assertThat(error.text()).contains("broken half-way");
    assertThat(ask("c1", 2)).isEqualTo(2);
  }

  @Test
  void a_sender_that_was_restarted_and_draws_lower_numbers_is_heard() {
    for (long first : List.of(9_000_000_000L, 5_000_000_000L, 7_000_000_000L)) {
      long before = ask("c1", first);
      for (int i = 1; i < 10; i++) {
        assertThat(ask("c1", first + i)).isEqualTo(before + i);
      }
      assertThat(cluster.ask("c1", first, "n0", ADD, AddOk.class).isDone()).isFalse();
    }
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
        private boolean hasRefused;

        @Override
        public void onRequest(Message<Request> request) {
          replies.once(request, () -> count(request));
        }

        private void count(Message<Request> request) {
          if (request.body().equals(new Add(REFUSED_AT_FIRST)) && count == 0 && !hasRefused) {
            hasRefused = true;
            throw new RequestFailed(ErrorCode.ABORT, "not now");
          }
          count++;
          if (request.body().equals(new Add(BREAKS))) {
            throw new IllegalStateException("broken half-way");
          }
          replies.reply(request, new ReadOk(count));
        }
      };
    }
  }
}
