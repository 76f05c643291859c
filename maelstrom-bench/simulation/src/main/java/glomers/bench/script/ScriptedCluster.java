package glomers.bench.script;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.VirtualEventLoop;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.network.Network;
import glomers.bench.network.Network.HandlingTime;
import glomers.bench.network.Packet;
import glomers.bench.network.Partition;
import glomers.bench.node.LogSink;
import glomers.bench.node.ProgramSource;
import glomers.bench.node.ReactionTime;
import glomers.bench.node.ServerNode;
import glomers.bench.node.SimulatedNode;
import glomers.bench.service.ServiceHost;
import glomers.core.message.Body;
import glomers.core.message.Init;
import glomers.core.message.InitOk;
import glomers.core.message.Message;
import glomers.core.message.Request;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.Inbound;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A cluster of one program's nodes, with Maelstrom's services, on virtual time, for tests that read
 * like a script. A node that breaks down fails the test.
 */
public final class ScriptedCluster {

  private static final long PAST_THE_NETWORK = -1;

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Network network;
  private final MessageCodec codec;
  private final Map<String, ServerNode> nodes = new LinkedHashMap<>();
  private final Map<String, Set<String>> unheard = new HashMap<>();
  private final Map<String, Map<Long, Call<?>>> calls = new HashMap<>();
  private final List<Packet> trace = new ArrayList<>();
  private long lastMsgId;
  private long messagesBetweenNodes;

  private ScriptedCluster(NodeProgram<?, ?> program, int size, long seed, String... arguments) {
    List<String> names = IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
    Chance chance = new Chance(seed);
    Decisions decisions = Decisions.drawnFrom(chance);
    ProgramSource programs = ProgramSource.of(program);
    codec = NodeHost.codecFor(program);
    network = new Network(loop, names, Latency.NONE, LinkFaults.NONE, HandlingTime.NONE, decisions);
    network.observe(new Trace());
    ServiceHost.attachAll(network, decisions);
    ServerNode.Factory factory =
        SimulatedNode.factory(
            ReactionTime.NONE,
            programs,
            List.of(arguments),
            loop,
            network,
            chance,
            decisions,
            TestLog::new);
    for (String name : names) {
      ServerNode node = factory.create(name, (cause, sentence) -> fail(sentence));
      nodes.put(name, node);
      network.attach(name, node);
    }
    names.forEach(this::restart);
  }

  private static void fail(String sentence) {
    throw new AssertionError(sentence);
  }

  /**
   * A cluster of nodes n0, n1, …, each of which has answered {@code init}.
   *
   * @param seed where the nodes' chance and the network's comes from
   * @param arguments the nodes' command line
   */
  public static ScriptedCluster of(
      NodeProgram<?, ?> program, int size, long seed, String... arguments) {
    return new ScriptedCluster(program, size, seed, arguments);
  }

  /** Sets how long a message between nodes takes from now on: whole milliseconds. */
  public ScriptedCluster latency(Duration latency) {
    network.setLatency(new Latency(latency.toMillis(), Latency.Distribution.CONSTANT));
    return this;
  }

  /** Sets the probabilities with which a message between nodes is lost, and is delivered twice. */
  public ScriptedCluster chaos(double loss, double duplication) {
    network.setLinkFaults(new LinkFaults(loss, duplication, 0));
    return this;
  }

  /** Cuts all links between the two groups of nodes, in both directions. */
  public void cut(Collection<String> some, Collection<String> others) {
    for (String a : some) {
      for (String b : others) {
        unheard.computeIfAbsent(a, unused -> new HashSet<>()).add(b);
        unheard.computeIfAbsent(b, unused -> new HashSet<>()).add(a);
      }
    }
    network.setPartition(new Partition(unheard));
  }

  /** Keeps a node from hearing the others, who go on hearing it. */
  public void deafen(String node) {
    unheard.computeIfAbsent(node, unused -> new HashSet<>()).addAll(nodes.keySet());
    network.setPartition(new Partition(unheard));
  }

  /** Cuts one node off all others. */
  public void isolate(String node) {
    cut(List.of(node), nodes.keySet().stream().filter(other -> !other.equals(node)).toList());
  }

  /** Mends all links. */
  public void heal() {
    unheard.clear();
    network.setPartition(Partition.NONE);
  }

  /** Kills a node: its memory and its timers are gone, and what is sent to it is lost. */
  public void crash(String node) {
    nodes.get(node).kill();
  }

  /** Stops a node for a while: it keeps its memory, and what is sent to it waits. */
  public void pause(String node) {
    nodes.get(node).pause();
  }

  /** Lets a paused node go on: it first reads what has come, then looks at its timers. */
  public void resume(String node) {
    nodes.get(node).resume();
  }

  /** Starts a crashed node with empty memory, and introduces it to the cluster. */
  public void restart(String node) {
    nodes.get(node).start();
    askNow(node, new Init(node, names()), InitOk.class);
  }

  /** Sends a client's request, which arrives at once. */
  public <T extends Body> Call<T> ask(String node, Request request, Class<T> replyType) {
    return ask("c1", ++lastMsgId, node, request, replyType);
  }

  /** Sends a client's request under the client's name and a number of its choice. */
  public <T extends Body> Call<T> ask(
      String client, long msgId, String node, Request request, Class<T> replyType) {
    Call<T> call = new Call<>(replyType);
    if (!network.knows(client)) {
      network.attach(client, packet -> complete(client, packet));
    }
    calls.computeIfAbsent(client, unused -> new HashMap<>()).put(msgId, call);
    var message =
        new Message<>(client, node, request, OptionalLong.of(msgId), OptionalLong.empty());
    // Past the network, where it might wait behind a message that is still under way.
    nodes.get(node).receive(new Packet(PAST_THE_NETWORK, client, node, encode(message)));
    // And so the answer is there, too, if no time has to pass for it.
    while (!call.isDone() && loop.step(loop.nowNanos())) {
      // on to the next
    }
    return call;
  }

  private void complete(String client, Packet packet) {
    if (codec.decode(packet.json(), 0, packet.json().length) instanceof Inbound.Response response) {
      Call<?> call = calls.get(client).get(response.inReplyTo());
      if (call != null) {
        call.complete(response);
      }
    }
  }

  /** Sends a request and returns its answer, which must come before any time passes. */
  public <T extends Body> T askNow(String node, Request request, Class<T> replyType) {
    return ask(node, request, replyType).reply();
  }

  /** Lets time pass. */
  public void run(Duration span) {
    loop.runUntil(loop.nowNanos() + span.toNanos());
  }

  /** The virtual time since the cluster's start. */
  public Duration now() {
    return Duration.ofNanos(loop.nowNanos());
  }

  /** How many messages nodes have sent to one another, lost ones included, and to services. */
  public long messagesBetweenNodes() {
    return messagesBetweenNodes;
  }

  /** What nodes have sent to one another since this was last asked: {@code n0 -> n1 {"type":…}}. */
  public List<String> takeTrace() {
    List<String> taken = trace.stream().map(ScriptedCluster::line).toList();
    trace.clear();
    return taken;
  }

  private static String line(Packet packet) {
    String text = new String(packet.json(), StandardCharsets.UTF_8);
    return packet.src()
        + " -> "
        + packet.dest()
        + " "
        + text.substring(text.indexOf("\"body\":") + 7, text.length() - 1);
  }

  /** The nodes' names. */
  public List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  private byte[] encode(Message<?> message) {
    var out = new ByteArrayOutputStream();
    codec.encode(message, out);
    return out.toByteArray();
  }

  /** Keeps what nodes say to others than clients. */
  private final class Trace implements Network.Observer {
    @Override
    public void sent(Packet packet, long nowNanos) {
      if (packet.involvesClient() || !nodes.containsKey(packet.src())) {
        return;
      }
      messagesBetweenNodes++;
      trace.add(packet);
    }
  }

  /** A failure in a node is a failed test, not a line that nobody reads. */
  private record TestLog(String node) implements LogSink {
    @Override
    public void line(String line) {
      if (line.contains(" failed on ")) {
        fail(node + " " + line);
      }
    }

    @Override
    public void close() {}
  }
}
