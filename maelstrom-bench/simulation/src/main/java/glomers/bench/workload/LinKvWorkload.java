package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.linear.LinKvChecker;
import glomers.bench.client.Client;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A key-value store that answers as if there were one copy of it. Inputs are {@code [key, null]}
 * for {@code read}, {@code [key, value]} for {@code write}, {@code [key, [from, to]]} for {@code
 * cas}, as Maelstrom writes them down.
 */
final class LinKvWorkload implements Workload {

  private static final ReplyShape WRITE_OK = ReplyShape.of("write_ok");
  private static final ReplyShape CAS_OK = ReplyShape.of("cas_ok");
  private static final ReplyShape READ_OK = ReplyShape.of("read_ok").with("value", ValueShape.ANY);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  /** A client waits as many mean latencies of the network for an answer. */
  private static final int LATENCIES_PER_TIMEOUT = 10;

  private final TestOptions options;
  private final Padding padding;

  LinKvWorkload(TestOptions options) {
    this.options = options;
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public Generator generator() {
    return new LinKvGenerator(options.nodes().size(), options.load().concurrency());
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      JsonNode key = invocation.input().get(0);
      JsonNode asked = invocation.input().get(1);
      switch (invocation.function()) {
        case "read" ->
            attempt.call(
                Json.body("read").set("key", key),
                READ_OK,
                reply -> attempt.ok(pair(key, padding.plain(reply.get("value")))));
        case "write" ->
            attempt.call(
                Json.body("write").set("key", key).set("value", padding.padded(asked)),
                WRITE_OK,
                reply -> attempt.ok(invocation.input()));
        default ->
            attempt.call(
                Json.body("cas")
                    .set("key", key)
                    .set("from", padding.padded(asked.get(0)))
                    .set("to", padding.padded(asked.get(1))),
                CAS_OK,
                reply -> attempt.ok(invocation.input()));
      }
    };
  }

  private static ArrayNode pair(JsonNode key, JsonNode value) {
    return Json.array().add(key).add(value);
  }

  @Override
  public boolean isIdempotent(String function) {
    return function.equals("read");
  }

  @Override
  public Duration callTimeout() {
    Duration slow =
        Duration.ofNanos(
            (long) (1e6 * LATENCIES_PER_TIMEOUT * options.adversity().latency().meanMillis()));
    return slow.compareTo(SHORTEST_TIMEOUT) > 0 ? slow : SHORTEST_TIMEOUT;
  }

  @Override
  public Checker checker(Deaths excuses) {
    return new LinKvChecker();
  }
}
