package glomers.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.KafkaVerbs.OffsetMessage;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.node.NodeProgram;
import glomers.core.testing.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.databind.node.IntNode;

/**
 * Everything at once, from one seed: clients that send and poll, messages lost and repeated, nodes
 * killed and started again (never more than a minority without memory at a time), nodes paused,
 * links cut.
 */
final class Storm {

  private static final Duration STEP = Duration.ofMillis(5);
  private static final int CLIENTS_PER_NODE = 2;
  private static final int KEYS = 3;
  private static final long CLIENT_TIMEOUT_MILLIS = 5_000;

  private final SplittableRandom random;
  private final TestCluster cluster;
  private final List<String> nodes;
  private final List<Client> clients = new ArrayList<>();
  private final List<String> down = new ArrayList<>();
  private final Map<String, TestCluster.Call<PollOk>> catchingUp = new LinkedHashMap<>();
  private final Map<Integer, Sent> sent = new TreeMap<>();
  private long nextMsgId = 1_000_000;
  private int nextValue;

  private record Sent(String key, TestCluster.Call<SendOk> call) {}

  Storm(NodeProgram<?, ?> program, int size, long seed) {
    random = new SplittableRandom(seed);
    cluster = TestCluster.of(program, size, seed);
    nodes = cluster.names();
    cluster.latency(Duration.ofMillis(1 + random.nextInt(20)));
    cluster.chaos(random.nextDouble(0.2), random.nextDouble(0.2));
    for (String node : nodes) {
      for (int i = 0; i < CLIENTS_PER_NODE; i++) {
        clients.add(new Client("c" + (10 + clients.size()), node));
      }
    }
  }

  /**
   * Lets it rage, and die down; then checks what is left. Returns how many records were
   * acknowledged.
   */
  int rage(Duration span) {
    Duration end = cluster.now().plus(span);
    long nextBlow = 0;
    while (cluster.now().compareTo(end) < 0) {
      if (cluster.now().toMillis() >= nextBlow) {
        blow();
        nextBlow = cluster.now().toMillis() + 100 + random.nextInt(1_500);
      }
      step();
    }
    cluster.heal();
    nodes.forEach(cluster::resume);
    List.copyOf(down).forEach(this::restart);
    assertProgressWithin(Duration.ofSeconds(3));
    cluster.chaos(0, 0);
    clients.forEach(client -> client.retired = true);
    for (int i = 0; i < 1_200; i++) {
      step();
    }
    return checkWhatIsLeft();
  }

  private void blow() {
    String node = nodes.get(random.nextInt(nodes.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        int minority = (nodes.size() - 1) / 2;
        if (!down.contains(node) && down.size() + catchingUp.size() < minority) {
          cluster.crash(node);
          down.add(node);
        }
      }
      case 2, 3 -> {
        if (!down.isEmpty()) {
          restart(down.getFirst());
        }
      }
      case 4 -> {
        cluster.heal();
        cluster.isolate(node);
      }
      case 5 -> cluster.pause(node);
      case 6 -> nodes.forEach(cluster::resume);
      default -> cluster.heal();
    }
  }

  private void restart(String node) {
    cluster.restart(node);
    down.remove(node);
    catchingUp.put(node, askWhetherReady(node));
  }

  private TestCluster.Call<PollOk> askWhetherReady(String node) {
    return cluster.ask("c1", nextMsgId++, node, new Poll(Map.of()), PollOk.class);
  }

  private void step() {
    cluster.run(STEP);
    cluster.takeTrace();
    catchingUp.values().removeIf(Storm::succeeded);
    catchingUp.replaceAll((node, call) -> call.isDone() ? askWhetherReady(node) : call);
    clients.forEach(Client::step);
  }

  private static boolean succeeded(TestCluster.Call<?> call) {
    if (!call.isDone()) {
      return false;
    }
    try {
      call.reply();
      return true;
    } catch (AssertionError failed) {
      return false;
    }
  }

  private void assertProgressWithin(Duration limit) {
    Duration start = cluster.now();
    TestCluster.Call<SendOk> call = send("c2", nextMsgId++, nodes.get(0), "k0");
    while (!succeeded(call)) {
      assertThat(cluster.now().minus(start)).as("time without progress").isLessThan(limit);
      step();
    }
  }

  private TestCluster.Call<SendOk> send(String client, long msgId, String node, String key) {
    int value = nextValue++;
    Send send = new Send(key, IntNode.valueOf(value));
    TestCluster.Call<SendOk> call = cluster.ask(client, msgId, node, send, SendOk.class);
    sent.put(value, new Sent(key, call));
    return call;
  }

  private int checkWhatIsLeft() {
    Map<String, List<OffsetMessage>> log = finalLog(nodes.getFirst());
    for (String node : nodes) {
      assertThat(finalLog(node)).as("the log at " + node).isEqualTo(log);
    }
    Map<Integer, Long> offsetByValue = new TreeMap<>();
    log.forEach((key, messages) ->
        messages.forEach(message -> {
          int value = message.msg().intValue();
          assertThat(offsetByValue.put(value, message.offset()))
              .as("the other offset of " + value)
              .isNull();
          assertThat(sent.get(value).key).isEqualTo(key);
        }));
    int acknowledged = 0;
    for (var entry : sent.entrySet()) {
      int value = entry.getKey();
      TestCluster.Call<SendOk> call = entry.getValue().call;
      if (succeeded(call)) {
        acknowledged++;
        assertThat(offsetByValue.get(value))
            .as("where " + value + " is, and was acknowledged to be")
            .isEqualTo(call.reply().offset());
      }
      if (call.errorIfAny().filter(Storm::isDefinite).isPresent()) {
        assertThat(offsetByValue).as("refused for good").doesNotContainKey(value);
      }
    }
    for (Client client : clients) {
      client.seen.forEach((key, messages) ->
          assertThat(messages)
              .as("what " + client.name + " has seen of " + key)
              .isEqualTo(log.get(key).subList(0, messages.size())));
    }
    return acknowledged;
  }

  private static boolean isDefinite(ErrorReply error) {
    return Arrays.stream(ErrorCode.values()).anyMatch(code -> error.is(code) && code.isDefinite());
  }

  private Map<String, List<OffsetMessage>> finalLog(String node) {
    Map<String, List<OffsetMessage>> log = new TreeMap<>();
    for (int k = 0; k < KEYS; k++) {
      String key = "k" + k;
      List<OffsetMessage> messages = new ArrayList<>();
      List<OffsetMessage> more;
      do {
        long from = messages.isEmpty() ? 0 : messages.getLast().offset() + 1;
        more =
            cluster
                .askNow(node, new Poll(Map.of(key, from)), PollOk.class)
                .msgs()
                .getOrDefault(key, List.of());
        messages.addAll(more);
      } while (!more.isEmpty());
      log.put(key, messages);
    }
    return log;
  }

  /**
   * One thing at a time: sends, or reads on where it left off; asks again when it got no answer.
   */
  private final class Client {
    private final String name;
    private final String home;
    private final Map<String, List<OffsetMessage>> seen = new TreeMap<>();
    private Optional<TestCluster.Call<? extends Body>> call = Optional.empty();
    private Runnable onReply = () -> {};
    private long askedMillis;
    private boolean retired;

    Client(String name, String home) {
      this.name = name;
      this.home = home;
    }

    void step() {
      if (call.isPresent()) {
        if (succeeded(call.get())) {
          onReply.run();
        } else if (!call.get().isDone()
            && cluster.now().toMillis() - askedMillis < CLIENT_TIMEOUT_MILLIS) {
          return;
        }
        call = Optional.empty();
      } else if (!retired && random.nextInt(8) == 0) {
        askedMillis = cluster.now().toMillis();
        String key = "k" + random.nextInt(KEYS);
        if (random.nextBoolean()) {
          sendSomething(key);
        } else {
          readOn(key);
        }
      }
    }

    private void sendSomething(String key) {
      long msgId = nextMsgId++;
      var sending = Storm.this.send(name, msgId, home, key);
      int value = nextValue - 1;
      onReply = () -> {};
      call = Optional.of(sending);
      if (random.nextInt(4) == 0) {
        // The same request once more, at some node: the answer to either counts.
        String other = nodes.get(random.nextInt(nodes.size()));
        Send again = new Send(key, IntNode.valueOf(value));
        var retry = cluster.ask(name, msgId, other, again, SendOk.class);
        if (!sending.isDone()) {
          sent.put(value, new Sent(key, retry));
          call = Optional.of(retry);
        }
      }
    }

    private void readOn(String key) {
      List<OffsetMessage> sofar = seen.computeIfAbsent(key, k -> new ArrayList<>());
      long from = sofar.isEmpty() ? 0 : sofar.getLast().offset() + 1;
      var polling = cluster.ask(name, nextMsgId++, home, new Poll(Map.of(key, from)), PollOk.class);
      onReply = () -> sofar.addAll(polling.reply().msgs().getOrDefault(key, List.of()));
      call = Optional.of(polling);
    }
  }
}
