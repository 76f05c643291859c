package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.SetChecker;
import glomers.bench.checker.SetChecker.Addition;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.stale.StaleValueChecker;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Challenge 3: what one node is told, all nodes know. */
final class BroadcastWorkload implements Workload {

  private static final ReplyShape TOPOLOGY_OK = ReplyShape.of("topology_ok");
  private static final ReplyShape BROADCAST_OK = ReplyShape.of("broadcast_ok");
  private static final ReplyShape READ_OK =
      ReplyShape.of("read_ok").with("messages", ValueShape.listOf(ValueShape.ANY));
  private static final Invocation READ = new Invocation("read", Json.nothing());

  private final TestOptions options;
  private final Padding padding;
  private long nextValue;

  BroadcastWorkload(TestOptions options) {
    this.options = options;
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public List<SetupCall> setupCalls() {
    ObjectNode topology = Json.object();
    Topologies.neighbours(options.data().topology(), options.nodes())
        .forEach((node, neighbours) -> {
          ArrayNode list = topology.putArray(node);
          neighbours.forEach(list::add);
        });
    return List.of(new SetupCall(Json.body("topology").set("topology", topology), TOPOLOGY_OK));
  }

  @Override
  public Generator generator() {
    return (elapsed, worker, random) ->
        random.nextBoolean() ? new Invocation("broadcast", Json.number(nextValue++)) : READ;
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      if (invocation.function().equals("broadcast")) {
        attempt.call(
            Json.body("broadcast").set("message", padding.padded(invocation.input())),
            BROADCAST_OK,
            reply -> attempt.ok(invocation.input()));
      } else {
        attempt.call(
            Json.body("read"),
            READ_OK,
            reply -> attempt.ok(padding.plainList(reply.get("messages"))));
      }
    };
  }

  @Override
  public boolean isIdempotent(String function) {
    return function.equals("read");
  }

  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(FinalPhase.once(READ));
  }

  @Override
  public Checker checker(Deaths excuses) {
    boolean nodesKeepTheirMemory = !options.adversity().nemeses().contains(NemesisKind.KILL);
    return new SetChecker(Addition.BROADCAST, options.nodes(), nodesKeepTheirMemory, excuses);
  }

  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.of(new StaleValueChecker(freshness));
  }
}
