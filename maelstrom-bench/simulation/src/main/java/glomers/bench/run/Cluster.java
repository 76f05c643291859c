package glomers.bench.run;

import glomers.bench.client.ReplyShape;
import glomers.bench.client.RpcClient;
import glomers.bench.client.RpcResult;
import glomers.bench.engine.Decisions;
import glomers.bench.json.Json;
import glomers.bench.node.NodeListener;
import glomers.bench.node.ServerNode;
import glomers.bench.workload.Workload.SetupCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nodes under test, and what they are told before clients come: {@code init}, then what the
 * workload wants them to know.
 */
final class Cluster {

  private static final long INIT_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SETUP_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MAX_INIT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Maelstrom looks at nothing but the type here. */
  private static final ReplyShape INIT_OK = ReplyShape.ofType("init_ok");

  private final RunContext context;
  private final NodeListener listener;
  private final Decisions decisions;
  private final Map<String, ServerNode> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> incarnationsByNode = new LinkedHashMap<>();

  /** The same for all, once they are known: that of a thousand nodes is long. */
  private Optional<List<SetupCall>> setupCalls = Optional.empty();

  Cluster(
      RunContext context,
      List<String> names,
      ServerNode.Factory factory,
      NodeListener listener,
      Decisions decisions) {
    this.context = context;
    this.listener = listener;
    this.decisions = decisions;
    for (String name : names) {
      ServerNode node = factory.create(name, listener);
      nodes.put(name, node);
      incarnationsByNode.put(name, 0);
      context.network().attach(name, node);
    }
  }

  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  /** Starts all nodes at once; calls back when each has answered all that it was asked. */
  void start(Runnable onReady) {
    Countdown initialized =
        new Countdown(
            nodes.size(),
            () -> {
              Countdown setUp = new Countdown(nodes.size(), onReady);
              nodes
                  .keySet()
                  .forEach(name -> setUp(name, 0, incarnationsByNode.get(name), setUp::tick));
            });
    nodes.values().forEach(ServerNode::start);
    for (String name : nodes.keySet()) {
      // A little apart, as processes are: so peers' messages come before a node's own init now and
      // then.
      long delayNanos =
          decisions
              .about(name)
              .decide(
                  Decisions.Kind.START, 0, 0, 0, random -> random.nextLong(MAX_INIT_DELAY_NANOS));
      context.loop().after(delayNanos, () -> init(name, 0, initialized::tick));
    }
  }

  /** Ends a node at once. */
  void kill(String name) {
    incarnationsByNode.merge(name, 1, Integer::sum);
    nodes.get(name).kill();
  }

  /**
   * Starts a killed node again, and tells it all that it was told the first time.
   *
   * @param onReady called when it has answered all of it
   */
  void restart(String name, Runnable onReady) {
    context.network().dropRequests(name); // or it would get them before it knows its name
    nodes.get(name).start();
    int incarnation = incarnationsByNode.get(name);
    init(name, incarnation, () -> setUp(name, 0, incarnation, onReady));
  }

  void pause(String name) {
    nodes.get(name).pause();
  }

  void resume(String name) {
    nodes.get(name).resume();
  }

  /** Notices who has ended unnoticed. */
  void checkAllAreUp() {
    nodes.values().forEach(ServerNode::checkIsUp);
  }

  /** What nodes still wait for, by their names. */
  Map<String, String> waiting() {
    Map<String, String> waiting = new LinkedHashMap<>();
    nodes.forEach((name, node) -> node.waitsFor().ifPresent(what -> waiting.put(name, what)));
    return waiting;
  }

  void stop() {
    nodes.values().forEach(ServerNode::stop);
  }

  private void init(String name, int incarnation, Runnable onDone) {
    ArrayNode members = Json.array();
    nodes.keySet().forEach(members::add);
    ObjectNode request = Json.body("init").put("node_id", name);
    request.set("node_ids", members);
    ask(name, incarnation, request, INIT_OK, INIT_TIMEOUT_NANOS, onDone);
  }

  private void setUp(String name, int step, int incarnation, Runnable onDone) {
    if (setupCalls.isEmpty()) {
      setupCalls = Optional.of(context.workload().setupCalls());
    }
    List<SetupCall> calls = setupCalls.get();
    if (step == calls.size()) {
      onDone.run();
    } else {
      SetupCall call = calls.get(step);
      ask(
          name,
          incarnation,
          call.request(),
          call.shape(),
          SETUP_TIMEOUT_NANOS,
          () -> setUp(name, step + 1, incarnation, onDone));
    }
  }

  private void ask(
      String name,
      int incarnation,
      ObjectNode request,
      ReplyShape shape,
      long timeoutNanos,
      Runnable onDone) {
    String verb = request.path("type").asString();
    RpcClient client =
        RpcClient.forSetup(context.loop(), context.network(), context.nextSetupClientName(name));
    client.call(
        name,
        request,
        timeoutNanos,
        result -> {
          client.close();
          if (incarnationsByNode.get(name) != incarnation) {
            return; // killed in the meantime: whoever starts it again asks anew
          }
          String failure =
              switch (result) {
                case RpcResult.Answered(var body, _) ->
                    shape.flaw(body).map(flaw -> "answered " + body + ", but " + flaw).orElse("");
                case RpcResult.Refused(int code, String text, _) ->
                    "refused it with error " + code + ": " + text;
                case RpcResult.TimedOut() ->
                    "did not answer within " + TimeUnit.NANOSECONDS.toSeconds(timeoutNanos) + " s";
              };
          if (failure.isEmpty()) {
            onDone.run();
          } else {
            listener.failed(
                NodeListener.Cause.CRASHED,
                name + " was sent " + verb + " and " + failure + "." + nodes.get(name).lastWords());
          }
        });
  }

  /** Calls back at the last of a number of ticks. */
  private static final class Countdown {
    private final Runnable onZero;
    private int left;

    Countdown(int count, Runnable onZero) {
      this.left = count;
      this.onZero = onZero;
    }

    void tick() {
      if (--left == 0) {
        onZero.run();
      }
    }
  }
}
