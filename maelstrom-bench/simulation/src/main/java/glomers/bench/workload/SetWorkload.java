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

/**
 * A set that all nodes add to and that only grows, under either of its names: half of the
 * operations add 0, 1, 2, …, half read.
 */
final class SetWorkload implements Workload {

  /** What messages call things, and what differs besides. */
  enum Dialect {
    /** Challenge 3: what one node is told, all nodes know. They are offered neighbours first. */
    BROADCAST("broadcast", "message", "messages", Addition.BROADCAST),

    /** {@code g-set}. Maelstrom's client of sets catches no error. */
    G_SET("add", "element", "value", Addition.ADD);

    private final String add;
    private final String element;
    private final Addition addition;
    private final ReplyShape addOk;
    private final String elements;
    private final ReplyShape readOk;

    Dialect(String add, String element, String elements, Addition addition) {
      this.add = add;
      this.element = element;
      this.elements = elements;
      this.addition = addition;
      addOk = ReplyShape.of(add + "_ok");
      readOk = ReplyShape.of("read_ok").with(elements, ValueShape.listOf(ValueShape.ANY));
    }
  }

  private static final ReplyShape TOPOLOGY_OK = ReplyShape.of("topology_ok");
  private static final Invocation READ = new Invocation("read", Json.nothing());

  private final Dialect dialect;
  private final TestOptions options;
  private final Padding padding;
  private long nextElement;

  SetWorkload(Dialect dialect, TestOptions options) {
    this.dialect = dialect;
    this.options = options;
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public List<SetupCall> setupCalls() {
    if (dialect != Dialect.BROADCAST) {
      return List.of();
    }
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
        random.nextBoolean() ? new Invocation(dialect.add, Json.number(nextElement++)) : READ;
  }

  @Override
  public Client newClient() {
    return (invocation, attempt) -> {
      if (invocation.function().equals(dialect.add)) {
        attempt.call(
            Json.body(dialect.add).set(dialect.element, padding.padded(invocation.input())),
            dialect.addOk,
            reply -> attempt.ok(invocation.input()));
      } else {
        attempt.call(
            Json.body("read"),
            dialect.readOk,
            reply -> attempt.ok(padding.plainList(reply.get(dialect.elements))));
      }
    };
  }

  @Override
  public boolean isIdempotent(String function) {
    return dialect == Dialect.BROADCAST && function.equals("read");
  }

  @Override
  public boolean trustsDefiniteErrors() {
    return dialect == Dialect.BROADCAST;
  }

  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(FinalPhase.once(READ));
  }

  @Override
  public Checker checker(Deaths excuses) {
    boolean nodesKeepTheirMemory = !options.adversity().nemeses().contains(NemesisKind.KILL);
    return new SetChecker(dialect.addition, options.nodes(), nodesKeepTheirMemory, excuses);
  }

  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.of(new StaleValueChecker(freshness));
  }
}
