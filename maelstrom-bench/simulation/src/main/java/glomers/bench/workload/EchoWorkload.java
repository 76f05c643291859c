package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.EchoChecker;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;

/** Challenge 1: what is sent comes back. */
final class EchoWorkload implements Workload {

  private static final ReplyShape ECHO_OK = ReplyShape.of("echo_ok").with("echo", ValueShape.ANY);

  private final Padding padding;

  EchoWorkload(TestOptions options) {
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public Generator generator() {
    return (elapsed, worker, random) ->
        new Invocation("echo", Json.text("Please echo " + random.nextInt(128)));
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) ->
        attempt.call(
            Json.body("echo").set("echo", padding.padded(invocation.input())),
            ECHO_OK,
            reply -> attempt.ok(padding.plain(reply.get("echo"))));
  }

  @Override
  public Checker checker(Deaths excuses) {
    return new EchoChecker();
  }
}
