package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.CounterChecker;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.stale.StaleSumChecker;
import glomers.bench.client.Client;
import glomers.bench.client.Invocation;
import glomers.bench.client.ReplyShape;
import glomers.bench.client.ValueShape;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Deaths;
import glomers.bench.json.Json;
import glomers.bench.options.TestOptions;
import java.util.Optional;

/** Challenge 4: a counter that all nodes add to. */
final class CounterWorkload implements Workload {

  private static final int MIN_DELTA = -5;
  private static final int DELTAS = 10;
  private static final ReplyShape ADD_OK = ReplyShape.of("add_ok");
  private static final ReplyShape READ_OK =
      ReplyShape.of("read_ok").with("value", ValueShape.INTEGER);
  private static final Invocation READ = new Invocation("read", Json.nothing());

  private final TestOptions options;
  private final boolean mayDecrease;

  /**
   * A counter.
   *
   * @param mayDecrease whether there are negative additions: {@code pn-counter}, else {@code
   *     g-counter}
   */
  CounterWorkload(TestOptions options, boolean mayDecrease) {
    this.options = options;
    this.mayDecrease = mayDecrease;
  }

  @Override
  public Generator generator() {
    return (elapsed, worker, random) -> {
      while (true) {
        if (random.nextBoolean()) {
          return READ;
        }
        int delta = MIN_DELTA + random.nextInt(DELTAS);
        // As on Maelstrom a grow-only counter's decrements are left out: a third of it are
        // additions.
        if (mayDecrease || delta >= 0) {
          return new Invocation("add", Json.number(delta));
        }
      }
    };
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      if (invocation.function().equals("add")) {
        attempt.call(
            Json.body("add").set("delta", invocation.input()),
            ADD_OK,
            reply -> attempt.ok(invocation.input()));
      } else {
        attempt.call(Json.body("read"), READ_OK, reply -> attempt.ok(reply.get("value")));
      }
    };
  }

  /** As on Maelstrom, whose client of counters catches no error. */
  @Override
  public boolean trustsDefiniteErrors() {
    return false;
  }

  /** Nodes that disagree are read once more: they may have been about to agree. */
  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(FinalPhase.untilAgreed(READ));
  }

  @Override
  public Checker checker(Deaths excuses) {
    return new CounterChecker(options.nodes(), mayDecrease, excuses);
  }

  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.of(new StaleSumChecker(freshness));
  }
}
