package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.UniqueIdsChecker;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;

/** Challenge 2: no identifier twice. */
final class UniqueIdsWorkload implements Workload {

  private static final ReplyShape GENERATE_OK =
      ReplyShape.of("generate_ok").with("id", ValueShape.ANY);
  private static final Invocation GENERATE = new Invocation("generate", Json.nothing());

  @Override
  public Generator generator() {
    return (elapsed, worker, random) -> GENERATE;
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) ->
        attempt.call(Json.body("generate"), GENERATE_OK, reply -> attempt.ok(reply.get("id")));
  }

  @Override
  public Checker checker(Deaths excuses) {
    return new UniqueIdsChecker();
  }
}
