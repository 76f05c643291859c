package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.message.ErrorCode;
import glomers.core.message.KeyValueVerbs.Read;
import glomers.core.message.KeyValueVerbs.ReadOk;
import glomers.core.message.KeyValueVerbs.Request;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.CallResult;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.RequestFailed;
import glomers.core.node.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class NodeHostTest {

  private final World world = new World();

  /** What the node under test does with a request. */
  private BiConsumer<Context, Message<Request>> behaviour =
      (context, request) -> context.reply(request, new ReadOk(StringNode.valueOf("v")));

  private final NodeHost host =
      new NodeHost(new ScriptedProgram(), Options.parse(List.of("--size", "3")), world);

  @Test
  void the_first_init_makes_the_node_and_is_answered() {
    receive(
        "c0", "{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"n1\",\"node_ids\":[\"n0\",\"n1\"]}");

    assertThat(world.sent)
        .containsExactly(
            "{\"src\":\"n1\",\"dest\":\"c0\",\"body\":{\"type\":\"init_ok\",\"in_reply_to\":1}}");
  }

  @Test
  void messages_that_come_before_init_wait_for_it() {
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");
    assertThat(world.sent).isEmpty();

    init();

    assertThat(world.sent.get(1)).contains("\"type\":\"read_ok\",\"in_reply_to\":1");
  }

  @Test
  void a_request_without_a_number_gets_no_answer() {
    init();
    receive("c1", "{\"type\":\"read\",\"key\":1}");
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void a_handler_that_throws_answers_13_and_the_node_lives_on() {
    init();
    var good = behaviour;
    behaviour =
        (context, request) -> {
          throw new IllegalStateException("oops");
        };
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");
    behaviour = good;
    receive("c1", "{\"type\":\"read\",\"msg_id\":2,\"key\":1}");

    assertThat(world.sent.get(1)).contains("\"code\":13").contains("oops");
    assertThat(world.sent.get(2)).contains("read_ok");
    assertThat(world.logged.getFirst()).contains("oops").contains("NodeHostTest");
  }

  @Test
  void a_timer_that_throws_ends_the_node_and_says_where() {
    behaviour =
        (context, request) ->
            context.after(
                Duration.ofMillis(10),
                () -> {
                  throw new IllegalStateException("oops");
                });
    init();
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");

    assertThatThrownBy(() -> world.pass(host, Duration.ofMillis(30)))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("failed on a timer: java.lang.IllegalStateException: oops")
        .hasMessageContaining("NodeHostTest");
    assertThat(world.logged.getFirst()).contains("oops").contains("NodeHostTest");
  }

  @Test
  void the_answer_of_a_call_that_cannot_be_digested_ends_the_node() {
    behaviour =
        (context, request) ->
            context.call(
                "seq-kv",
                new Read(StringNode.valueOf("k")),
                ReadOk.class,
                RetryPolicy.once(Duration.ofMillis(100)),
                result -> {
                  throw new IllegalStateException("oops");
                });
    init();
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");

    String answer = "{\"type\":\"read_ok\",\"in_reply_to\":" + msgIdOfCall() + ",\"value\":7}";
    assertThatThrownBy(() -> receive("seq-kv", answer))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("failed on the answer of seq-kv");
  }

  @Test
  void a_handler_may_fail_with_an_error_of_its_choice() {
    init();
    behaviour =
        (context, request) -> {
          throw new RequestFailed(ErrorCode.KEY_DOES_NOT_EXIST, "no such key");
        };
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");

    assertThat(world.sent.get(1))
        .contains("\"in_reply_to\":1,\"code\":20,\"text\":\"no such key\"");
  }

  @Test
  void what_makes_no_sense_is_logged_and_answered_where_there_is_someone_to_answer() {
    init();
    receive("c1", "{\"type\":\"sing\",\"msg_id\":1}");
    receive("c1", "{\"type\":\"read\",\"msg_id\":2}");
    receive("c1", "{\"type\":\"read\"}");

    assertThat(world.sent.subList(1, 3))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"in_reply_to\":1,\"code\":10"),
            second -> assertThat(second).contains("\"in_reply_to\":2,\"code\":12"));
    assertThat(world.logged).hasSize(3);
  }

  @Test
  void an_option_that_nobody_knows_is_an_error_at_init() {
    var odd = new NodeHost(new ScriptedProgram(), Options.parse(List.of("--colour", "red")), world);
    assertThatThrownBy(() ->
            odd.receive(
                decode("c0", "{\"type\":\"init\",\"node_id\":\"n1\",\"node_ids\":[\"n1\"]}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option --colour; there are [--size]");
  }

  @Test
  void timers_run_in_the_order_in_which_they_fall_due_unless_cancelled() {
    List<String> ran = new ArrayList<>();
    behaviour =
        (context, request) -> {
          context.after(Duration.ofMillis(20), () -> ran.add("b"));
          context.after(Duration.ofMillis(10), () -> ran.add("a"));
          context.after(Duration.ofMillis(20), () -> ran.add("c"));
          context.after(Duration.ofMillis(15), () -> ran.add("never")).cancel();
        };
    init();
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");

    assertThat(host.nextTimerNanos()).isEqualTo(10_000_000);
    world.pass(host, Duration.ofMillis(30));
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(host.nextTimerNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_call_is_repeated_under_one_number_until_it_is_answered_and_then_no_more() {
    List<CallResult<ReadOk>> results = new ArrayList<>();
    callOnRequest(RetryPolicy.forever(Duration.ofMillis(100), Duration.ofMillis(400)), results);
    world.pass(host, Duration.ofSeconds(1));
    int attempts = world.sent.size() - 1;
    assertThat(attempts).isBetween(4, 10);
    assertThat(world.sent.subList(1, attempts + 1)).containsOnly(world.sent.get(1));

    receive("seq-kv", "{\"type\":\"read_ok\",\"in_reply_to\":" + msgIdOfCall() + ",\"value\":7}");
    receive("seq-kv", "{\"type\":\"read_ok\",\"in_reply_to\":" + msgIdOfCall() + ",\"value\":8}");
    world.pass(host, Duration.ofSeconds(10));

    assertThat(world.sent).hasSize(attempts + 1);
    assertThat(results).hasSize(1);
    assertThat(results.getFirst())
        .isInstanceOfSatisfying(
            CallResult.Answered.class,
            answered -> assertThat(answered.reply().toString()).contains("7"));
  }

  @Test
  void a_call_that_nobody_answers_fails_with_a_time_out_when_its_time_is_up() {
    List<CallResult<ReadOk>> results = new ArrayList<>();
    callOnRequest(RetryPolicy.once(Duration.ofMillis(100)), results);
    world.pass(host, Duration.ofMillis(99));
    assertThat(results).isEmpty();
    world.pass(host, Duration.ofMillis(2));

    assertThat(world.sent).hasSize(2);
    assertThat(((CallResult.Failed<ReadOk>) results.getFirst()).error().is(ErrorCode.TIMEOUT))
        .isTrue();
  }

  @Test
  void an_error_ends_a_call_and_somebody_elses_answer_does_not() {
    List<CallResult<ReadOk>> results = new ArrayList<>();
    callOnRequest(RetryPolicy.once(Duration.ofMillis(100)), results);
    receive("lin-kv", "{\"type\":\"read_ok\",\"in_reply_to\":" + msgIdOfCall() + ",\"value\":7}");
    assertThat(results).isEmpty();
    receive("seq-kv", "{\"type\":\"error\",\"in_reply_to\":" + msgIdOfCall() + ",\"code\":20}");

    assertThat(((CallResult.Failed<ReadOk>) results.getFirst()).error().code()).isEqualTo(20);
  }

  @Test
  void each_incarnation_has_a_name_and_numbers_of_its_own_though_the_clock_stands_still() {
    Set<String> names = new HashSet<>();
    TreeSet<Long> msgIds = new TreeSet<>();
    behaviour =
        (context, request) -> {
          names.add(context.incarnation());
          context.call(
              "seq-kv",
              new Read(StringNode.valueOf("k")),
              ReadOk.class,
              RetryPolicy.once(Duration.ofMillis(100)),
              result -> {});
        };
    for (int start = 0; start < 100; start++) {
      var incarnation =
          new NodeHost(new ScriptedProgram(), Options.parse(List.of("--size", "3")), world);
      world.sent.clear();
      for (String body :
          List.of(
              "{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"n1\",\"node_ids\":[\"n1\"]}",
              "{\"type\":\"read\",\"msg_id\":2,\"key\":1}",
              "{\"type\":\"read\",\"msg_id\":3,\"key\":1}")) {
        incarnation.receive(decode("c1", body));
      }
      msgIds.add(Long.parseLong(msgIdOfCall()));
    }

    assertThat(names).hasSize(100).allMatch(name -> name.matches("n1@[0-9a-z]{1,13}"));
    assertThat(msgIds).hasSize(100).allMatch(number -> number >= 0 && number < 1L << 53);
    for (long number : msgIds) {
      Long next = msgIds.higher(number);
      assertThat(next == null || next - number > 1_000_000).isTrue();
    }
  }

  private void callOnRequest(RetryPolicy policy, List<CallResult<ReadOk>> results) {
    behaviour =
        (context, request) ->
            context.call(
                "seq-kv", new Read(StringNode.valueOf("k")), ReadOk.class, policy, results::add);
    init();
    receive("c1", "{\"type\":\"read\",\"msg_id\":1,\"key\":1}");
  }

  private String msgIdOfCall() {
    return world.sent.get(1).replaceAll(".*\"msg_id\":(\\d+).*", "$1");
  }

  private void init() {
    receive(
        "c0", "{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"n1\",\"node_ids\":[\"n0\",\"n1\"]}");
  }

  private void receive(String src, String body) {
    host.receive(decode(src, body));
  }

  private Inbound decode(String src, String body) {
    byte[] line =
        ("{\"src\":\"" + src + "\",\"dest\":\"n1\",\"body\":" + body + "}")
            .getBytes(StandardCharsets.UTF_8);
    return world.codec.decode(line, 0, line.length);
  }

  private final class ScriptedProgram implements NodeProgram<Request, PeerMessage> {
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
      options.number("--size", 1, 1);
      return request -> behaviour.accept(context, request);
    }
  }

  /** A platform whose time stands still unless told to pass. */
  private static final class World implements Platform {
    private final MessageCodec codec = new MessageCodec(Request.class, PeerMessage.class);
    private final List<String> sent = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final RandomGenerator random = new SplittableRandom(1);
    private long nowNanos;

    void pass(NodeHost host, Duration span) {
      long end = nowNanos + span.toNanos();
      while (host.nextTimerNanos() <= end) {
        nowNanos = host.nextTimerNanos();
        host.runTimers();
      }
      nowNanos = end;
    }

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public long wallClockMillis() {
      return 1_800_000_000_000L;
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public void transmit(Message<?> message) {
      var out = new ByteArrayOutputStream();
      codec.encode(message, out);
      sent.add(out.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void log(String line) {
      logged.add(line);
    }
  }
}
