package glomers.kafka;

import glomers.bench.script.Call;
import glomers.bench.script.ScriptedCluster;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.message.KafkaVerbs.SendOk;
import glomers.core.node.NodeProgram;
import glomers.kafka.recovery.RecoveryProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

/** A cluster of log nodes and a short language to talk to it. */
public final class Scenario {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration STEP = Duration.ofMillis(10);

  private final ScriptedCluster cluster;

  private Scenario(ScriptedCluster cluster) {
    this.cluster = cluster;
  }

  /** A cluster made elsewhere, as it is. */
  public static Scenario of(ScriptedCluster cluster) {
    return new Scenario(cluster);
  }

  /** A cluster of correct nodes, 1 ms apart, that has had time to begin its log. */
  public static Scenario of(int nodes) {
    return of(new RecoveryProgram(), nodes);
  }

  /** A cluster of the program's nodes that has had time to begin its log. */
  public static Scenario of(NodeProgram<?, ?> program, int nodes) {
    return of(program, nodes, 7);
  }

  /** The same from a seed of one's own. */
  public static Scenario of(NodeProgram<?, ?> program, int nodes, long seed) {
    Scenario scenario = new Scenario(ScriptedCluster.of(program, nodes, seed));
    scenario.cluster.latency(Duration.ofMillis(1));
    scenario.run(3_000);
    scenario.cluster.takeTrace();
    return scenario;
  }

  /** Which node leads: the one that sends out entries. */
  public String leader() {
    conversation();
    var append = send(cluster.names().getFirst(), "leader", 0);
    runUntil(append::isDone, 3_000);
    return conversation().stream()
        .filter(line -> line.contains(" replicate "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow();
  }

  public ScriptedCluster cluster() {
    return cluster;
  }

  public void run(long millis) {
    cluster.run(Duration.ofMillis(millis));
  }

  /** Lets time pass until the condition holds, at most the given time. Returns how long it took. */
  public Duration runUntil(BooleanSupplier condition, long maxMillis) {
    Duration start = cluster.now();
    Duration limit = start.plusMillis(maxMillis);
    while (!condition.getAsBoolean()) {
      if (cluster.now().compareTo(limit) >= 0) {
        throw new AssertionError("did not happen within " + maxMillis + " ms");
      }
      cluster.run(STEP);
    }
    return cluster.now().minus(start);
  }

  /**
   * Lets time pass until a node says something, which will arrive although the link be cut now.
   * Returns who said it. If nobody does, the test is aborted: chance was against it.
   */
  public String runUntilSaid(String beginning, String part, long maxMillis) {
    for (int i = 0; i < maxMillis; i++) {
      for (String line : conversation()) {
        if (line.startsWith(beginning) && line.contains(part)) {
          return line.substring(0, line.indexOf(' '));
        }
      }
      run(1);
    }
    throw new TestAbortedException("nobody has said '" + beginning + " … " + part + "'");
  }

  /** Connects nodes in pairs, each given as {@code n0-n1}, and cuts all other links. */
  public void connectOnly(String... pairs) {
    cluster.heal();
    List<String> connected = List.of(pairs);
    for (String a : cluster.names()) {
      for (String b : cluster.names()) {
        boolean isConnected = connected.contains(a + "-" + b) || connected.contains(b + "-" + a);
        if (!a.equals(b) && !isConnected) {
          cluster.cut(List.of(a), List.of(b));
        }
      }
    }
  }

  public Call<SendOk> send(String node, String key, int message) {
    return cluster.ask(node, new Send(key, IntNode.valueOf(message)), SendOk.class);
  }

  public Call<SendOk> sendAs(String client, long msgId, String node, String key, int message) {
    Send send = new Send(key, IntNode.valueOf(message));
    return cluster.ask(client, msgId, node, send, SendOk.class);
  }

  /** What the node shows of the key's log: {@code offset:message …}. */
  public List<String> poll(String node, String key) {
    PollOk answer = cluster.askNow(node, new Poll(Map.of(key, 0L)), PollOk.class);
    return answer.msgs().getOrDefault(key, List.of()).stream()
        .map(message -> message.offset() + ":" + message.msg())
        .toList();
  }

  public void commit(String node, String key, long offset) {
    cluster.askNow(node, new CommitOffsets(Map.of(key, offset)), CommitOffsetsOk.class);
  }

  public Map<String, Long> committed(String node, String... keys) {
    return cluster
        .askNow(node, new ListCommittedOffsets(List.of(keys)), ListCommittedOffsetsOk.class)
        .offsets();
  }

  /**
   * What nodes have said since this was last asked, shortened to what matters, without heartbeats.
   */
  public List<String> conversation() {
    List<String> lines = new ArrayList<>();
    for (String line : cluster.takeTrace()) {
      int body = line.indexOf('{');
      String text = shorten(JSON.readTree(line.substring(body)));
      if (!text.isEmpty()) {
        lines.add(line.substring(0, body) + text);
      }
    }
    return lines;
  }

  private static String shorten(JsonNode body) {
    String type = body.get("type").asString();
    return switch (type) {
      case "replicate" ->
          body.get("entries").isEmpty()
              ? ""
              : "replicate "
                  + entries(body.get("entries"))
                  + " at "
                  + body.get("from").get(1)
                  + (body.get("ackWanted").asBoolean() ? ", please acknowledge" : "");
      case "said" -> shorten(body.get("message"));
      case "request_vote" -> "asks for a " + voteOf(body);
      case "vote" -> (body.get("granted").asBoolean() ? "grants a " : "refuses a ") + voteOf(body);
      case "acknowledge" ->
          "acknowledge up to " + body.get("matched") + appends(body.get("appends"));
      default -> type;
    };
  }

  private static String voteOf(JsonNode body) {
    String kind = body.get("preVote").asBoolean() ? "pre-vote" : "vote";
    return kind + " for epoch " + body.get("forEpoch");
  }

  private static String entries(JsonNode entries) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : entries) {
      JsonNode append = entry.get(1);
      texts.add(append.isNull() ? "start of epoch " + entry.get(0) : message(append));
    }
    return texts.toString();
  }

  private static String appends(JsonNode appends) {
    List<String> texts = new ArrayList<>();
    appends.forEach(append -> texts.add(message(append)));
    return texts.isEmpty() ? "" : ", append " + texts;
  }

  private static String message(JsonNode append) {
    return append.get(2).asString() + "=" + append.get(3);
  }
}
