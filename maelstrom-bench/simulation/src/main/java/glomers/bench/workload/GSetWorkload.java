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
import java.util.Optional;

/** A set that all nodes add to: half of the operations add 0, 1, 2, …, half read. */
final class GSetWorkload implements Workload {

  private static final ReplyShape ADD_OK = ReplyShape.of("add_ok");
  private static final ReplyShape READ_OK =
      ReplyShape.of("read_ok").with("value", ValueShape.listOf(ValueShape.ANY));
  private static final Invocation READ = new Invocation("read", Json.nothing());

  private final TestOptions options;
  private final Padding padding;
  private long nextElement;

  GSetWorkload(TestOptions options) {
    this.options = options;
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public Generator generator() {
    return (elapsed, worker, random) ->
        random.nextBoolean() ? new Invocation("add", Json.number(nextElement++)) : READ;
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      if (invocation.function().equals("add")) {
        attempt.call(
            Json.body("add").set("element", padding.padded(invocation.input())),
            ADD_OK,
            reply -> attempt.ok(invocation.input()));
      } else {
        attempt.call(
            Json.body("read"), READ_OK, reply -> attempt.ok(padding.plainList(reply.get("value"))));
      }
    };
  }

  /** As on Maelstrom, whose client of sets catches no error. */
  @Override
  public boolean trustsDefiniteErrors() {
    return false;
  }

  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(FinalPhase.once(READ));
  }

  @Override
  public Checker checker(Deaths excuses) {
    boolean nodesKeepTheirMemory = !options.adversity().nemeses().contains(NemesisKind.KILL);
    return new SetChecker(Addition.ADD, options.nodes(), nodesKeepTheirMemory, excuses);
  }

  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.of(new StaleValueChecker(freshness));
  }
}
