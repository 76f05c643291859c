package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.message.EchoVerbs.Request;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StdioRuntimeTest {

  private static final String INIT =
      "{\"src\":\"c0\",\"dest\":\"n0\",\"body\":{\"type\":\"init\",\"msg_id\":0,\"node_id\":\"n0\",\"node_ids\":[\"n0\"]}}\n";

  private static String echo(int msgId) {
    return "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"msg_id\":%d,\"echo\":%d}}\n"
        .formatted(msgId, msgId);
  }

  private static String reply(int msgId) {
    return "{\"src\":\"n0\",\"dest\":\"c1\",\"body\":{\"type\":\"echo_ok\",\"in_reply_to\":%d,\"echo\":%d}}"
        .formatted(msgId, msgId);
  }

  private static void run(InputStream in, OutputStream out) {
    var err = new PrintStream(OutputStream.nullOutputStream());
    new StdioRuntime(new EchoProgram(), List.of(), in, out, err).run();
  }

  private static List<String> run(byte[] input) {
    var out = new ByteArrayOutputStream();
    run(new ByteArrayInputStream(input), out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everything_is_answered_in_order_to_the_very_end_of_the_input() {
    StringBuilder input = new StringBuilder(INIT);
    int count = 20_000;
    for (int i = 1; i <= count; i++) {
      input.append(echo(i));
    }
    input.setLength(input.length() - 1); // the last line lacks its end

    List<String> output = run(input.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(output).hasSize(count + 1);
    for (int i = 1; i <= count; i++) {
      assertThat(output.get(i)).isEqualTo(reply(i));
    }
  }

  @Test
  @Timeout(10)
  void an_answer_goes_out_at_once_when_no_more_input_waits() throws Exception {
    var toNode = new PipedOutputStream();
    var fromNode = new PipedInputStream();
    var in = new PipedInputStream(toNode);
    var out = new PipedOutputStream(fromNode);
    Thread node = Thread.ofVirtual().start(() -> run(in, out));
    Scanner lines = new Scanner(fromNode, StandardCharsets.UTF_8);
    toNode.write(INIT.getBytes(StandardCharsets.UTF_8));
    toNode.flush();
    assertThat(lines.nextLine()).contains("init_ok");
    for (int i = 1; i <= 100; i++) {
      toNode.write(echo(i).getBytes(StandardCharsets.UTF_8));
      toNode.flush();
      assertThat(lines.nextLine()).isEqualTo(reply(i));
    }
    toNode.close();
    assertThat(node.join(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void every_good_line_among_hostile_ones_is_answered() {
    Random random = new Random(1);
    var input = new ByteArrayOutputStream();
    input.writeBytes(INIT.getBytes(StandardCharsets.UTF_8));
    int good = 0;
    for (int i = 0; i < 5_000; i++) {
      if (i % 10 == 0) {
        input.writeBytes(echo(++good).getBytes(StandardCharsets.UTF_8));
      } else {
        input.writeBytes(HostileLines.next(random));
        input.write('\n');
      }
    }

    List<String> output = run(input.toByteArray());

    for (int i = 1; i <= good; i++) {
      assertThat(output).contains(reply(i));
    }
  }

  @Test
  void a_request_that_is_nested_too_deeply_for_the_peers_is_refused() {
    assertThat(run((INIT + nested(390) + nested(401)).getBytes(StandardCharsets.UTF_8)))
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(1)).contains("\"echo_ok\"");
          assertThat(lines.get(2)).contains("\"code\":12", "400");
        });
  }

  private static String nested(int depth) {
    return "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"msg_id\":1,\"echo\":%s%s}}\n"
        .formatted("[".repeat(depth), "]".repeat(depth));
  }

  @Test
  void whoever_sends_an_object_for_a_type_is_answered() {
    String line = echo(7).replace("\"echo\",", "{\"a\":1},");
    assertThat(run((INIT + line).getBytes(StandardCharsets.UTF_8)))
        .last()
        .asString()
        .contains("\"in_reply_to\":7", "\"code\":12");
  }

  @Test
  void an_init_that_does_not_name_the_node_is_refused_and_a_good_one_after_it_works() {
    for (String names : List.of("[]", "[null]", "[\"n1\"]", "[\"n0\",null]")) {
      String bad = INIT.replaceAll("\"node_ids\":\\[[^]]*]", "\"node_ids\":" + names);
      assertThat(run((bad + INIT + echo(7)).getBytes(StandardCharsets.UTF_8)))
          .as(names)
          .hasSize(3)
          .satisfies(lines -> {
            assertThat(lines.get(0)).contains("\"code\":12", "node_ids");
            assertThat(lines.get(2)).isEqualTo(reply(7));
          });
    }
  }

  @Test
  void a_line_longer_than_allowed_is_skipped_and_the_next_is_read() {
    var input = new ByteArrayOutputStream();
    input.writeBytes(INIT.getBytes(StandardCharsets.UTF_8));
    byte[] chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 40; i++) {
      input.writeBytes(chunk);
    }
    input.write('\n');
    input.writeBytes(echo(1).getBytes(StandardCharsets.UTF_8));

    assertThat(run(input.toByteArray())).endsWith(reply(1));
  }

  @Test
  void a_process_whose_node_fails_in_a_timer_ends_with_status_3_and_says_why() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FailingProgram.class.getName())
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((INIT + echo(1)).getBytes(StandardCharsets.UTF_8));
      in.flush(); // and stays open
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .as("what it said before")
        .contains(reply(1));
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("the node has ended: it failed on a timer", "cannot count any further");
  }

  /** Answers, and breaks a moment later. */
  static final class FailingProgram extends EchoProgram {
    public static void main(String[] arguments) {
      Nodes.run(arguments, new FailingProgram());
    }

    @Override
    public Node<Request, PeerMessage> create(Context context, Options options) {
      context.after(
          Duration.ofMillis(300),
          () -> {
            throw new IllegalStateException("cannot count any further");
          });
      return super.create(context, options);
    }
  }

  private static class EchoProgram implements NodeProgram<Request, PeerMessage> {
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
      return (Message<Request> request) -> {
        switch (request.body()) {
          case Echo echo -> context.reply(request, new EchoOk(echo.echo()));
        }
      };
    }
  }
}
