package glomers.core.testing;

import glomers.core.message.Body;
import glomers.core.message.ErrorReply;
import glomers.core.message.Init;
import glomers.core.message.Message;
import glomers.core.message.Request;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.Agenda;
import glomers.core.runtime.Inbound;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import glomers.core.runtime.Platform;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A cluster of one program's nodes on virtual time, for tests that read like a script: ask
 * something, let time pass, look at what was said. Between nodes a message takes a set latency; it
 * can be lost or duplicated by chance, links can be cut, nodes crashed and started again. Every
 * message passes through its JSON text.
 */
public final class TestCluster {

  /** Maelstrom's services and clients are not nodes: what nodes send to them is only recorded. */
  private final Map<String, TestNode> nodes = new LinkedHashMap<>();

  private final NodeProgram<?, ?> program;
  private final MessageCodec codec;
  private final Options options;
  private final SplittableRandom random;
  private final Agenda agenda = new Agenda();
  private final List<String> trace = new ArrayList<>();
  private final Map<Long, Call<?>> calls = new LinkedHashMap<>();
  private final Set<String> cutLinks = new LinkedHashSet<>();
  private long nowNanos;
  private long nextMsgId = 1;
  private long latencyNanos;
  private double lossProbability;
  private double duplicationProbability;
  private long messagesBetweenNodes;

  private TestCluster(NodeProgram<?, ?> program, int size, long seed, String... arguments) {
    this.program = program;
    this.codec = NodeHost.codecFor(program);
    this.options = Options.parse(List.of(arguments));
    this.random = new SplittableRandom(seed);
    IntStream.range(0, size).forEach(i -> nodes.put("n" + i, null));
    nodes.replaceAll((name, none) -> new TestNode(name));
    nodes.values().forEach(TestNode::boot);
  }

  /** A cluster of nodes n0, n1, …, each of which has answered {@code init}. */
  public static TestCluster of(
      NodeProgram<?, ?> program, int size, long seed, String... arguments) {
    return new TestCluster(program, size, seed, arguments);
  }

  /** Sets how long a message between nodes takes from now on. */
  public TestCluster latency(Duration latency) {
    latencyNanos = latency.toNanos();
    return this;
  }

  /** Sets the probabilities with which a message between nodes is lost, and is delivered twice. */
  public TestCluster chaos(double loss, double duplication) {
    lossProbability = loss;
    duplicationProbability = duplication;
    return this;
  }

  /** Cuts all links between the two groups of nodes, in both directions. */
  public void cut(Collection<String> some, Collection<String> others) {
    for (String a : some) {
      for (String b : others) {
        cutLinks.add(a + ">" + b);
        cutLinks.add(b + ">" + a);
      }
    }
  }

  /** Keeps a node from hearing the others, who go on hearing it. */
  public void deafen(String node) {
    nodes.keySet().forEach(other -> cutLinks.add(other + ">" + node));
  }

  /** Cuts one node off all others. */
  public void isolate(String node) {
    cut(List.of(node), nodes.keySet().stream().filter(other -> !other.equals(node)).toList());
  }

  /** Mends all links. */
  public void heal() {
    cutLinks.clear();
  }

  /** Kills a node: its memory and its timers are gone, and what is sent to it is lost. */
  public void crash(String node) {
    nodes.get(node).host = null;
    nodes.get(node).held = null;
  }

  /** Stops a node for a while: it keeps its memory, and what is sent to it waits. */
  public void pause(String node) {
    TestNode paused = nodes.get(node);
    if (paused.held == null) {
      paused.held = new ArrayList<>();
    }
  }

  /** Lets a paused node go on: it first reads what has come, then looks at its timers. */
  public void resume(String node) {
    nodes.get(node).goOn();
  }

  /** Starts a crashed node with empty memory, and introduces it to the cluster. */
  public void restart(String node) {
    nodes.get(node).boot();
  }

  /** Sends a client's request, which arrives at once. */
  public <T extends Body> Call<T> ask(String node, Request request, Class<T> replyType) {
    return ask("c1", nextMsgId++, node, request, replyType);
  }

  /** Sends a client's request under the client's name and a number of its choice. */
  public <T extends Body> Call<T> ask(
      String client, long msgId, String node, Request request, Class<T> replyType) {
    Call<T> call = new Call<>(replyType);
    calls.put(msgId, call);
    nodes
        .get(node)
        .receive(
            encode(
                new Message<>(
                    client, node, request, OptionalLong.of(msgId), OptionalLong.empty())));
    return call;
  }

  /** Sends a request and returns its answer, which must come before any time passes. */
  public <T extends Body> T askNow(String node, Request request, Class<T> replyType) {
    return ask(node, request, replyType).reply();
  }

  /** Lets time pass. */
  public void run(Duration span) {
    long end = nowNanos + span.toNanos();
    while (agenda.nextTimeNanos() <= end) {
      nowNanos = Math.max(nowNanos, agenda.nextTimeNanos());
      agenda.take().run();
    }
    nowNanos = end;
  }

  /** The virtual time since the cluster's start. */
  public Duration now() {
    return Duration.ofNanos(nowNanos);
  }

  /** How many messages nodes have sent to one another, lost ones included, and to services. */
  public long messagesBetweenNodes() {
    return messagesBetweenNodes;
  }

  /** What nodes have sent to one another since this was last asked: {@code n0 -> n1 {"type":…}}. */
  public List<String> takeTrace() {
    List<String> taken = List.copyOf(trace);
    trace.clear();
    return taken;
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

  private void schedule(long delayNanos, Runnable action) {
    agenda.add(nowNanos + delayNanos, action);
  }

  private void route(Message<?> message) {
    byte[] line = encode(message);
    if (message.dest().startsWith("c")) {
      if (codec.decode(line, 0, line.length) instanceof Inbound.Response response) {
        Call<?> call = calls.get(response.inReplyTo());
        if (call != null) {
          call.complete(response);
        }
      }
      return;
    }
    messagesBetweenNodes++;
    String text = new String(line, StandardCharsets.UTF_8);
    trace.add(
        message.src()
            + " -> "
            + message.dest()
            + " "
            + text.substring(text.indexOf("\"body\":") + 7, text.length() - 1));
    int copies = random.nextDouble() < duplicationProbability ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= lossProbability) {
        long jitterNanos = i * random.nextLong(latencyNanos + 1);
        schedule(latencyNanos + jitterNanos, () -> arrive(message, line));
      }
    }
  }

  private void arrive(Message<?> message, byte[] line) {
    TestNode dest = nodes.get(message.dest());
    if (dest != null && !cutLinks.contains(message.src() + ">" + message.dest())) {
      dest.receive(line);
    }
  }

  /** A client's request and, once it came, its answer. */
  public static final class Call<T extends Body> {
    private final Class<T> replyType;
    private T reply;
    private ErrorReply error;

    private Call(Class<T> replyType) {
      this.replyType = replyType;
    }

    private void complete(Inbound.Response response) {
      if (response.isError()) {
        error = response.body().as(ErrorReply.class);
      } else {
        reply = response.body().as(replyType);
      }
    }

    /** Whether an answer, good or bad, has come. */
    public boolean isDone() {
      return reply != null || error != null;
    }

    /** Whether a good answer has come. */
    public boolean isOk() {
      return reply != null;
    }

    /** The answer, which must have come and be good. */
    public T reply() {
      if (reply == null) {
        throw new AssertionError(error == null ? "no answer has come yet" : "failed: " + error);
      }
      return reply;
    }

    /**
     * The error, if one has come. What was asked at two nodes may get a good answer of one and an
     * error of the other.
     */
    public Optional<ErrorReply> errorIfAny() {
      return Optional.ofNullable(error);
    }

    /** The error, which must have come. */
    public ErrorReply error() {
      if (error == null) {
        throw new AssertionError(reply == null ? "no answer has come yet" : "succeeded: " + reply);
      }
      return error;
    }
  }

  /** One node and its share of the world. */
  private final class TestNode implements Platform {
    private final String name;
    private final RandomGenerator chance = random.split();
    private NodeHost host;
    private long wakeUpNanos = Long.MAX_VALUE;

    /** What has come since the node was paused; null while it runs. */
    private List<byte[]> held;

    TestNode(String name) {
      this.name = name;
    }

    void boot() {
      host = new NodeHost(program, options, this);
      wakeUpNanos = Long.MAX_VALUE;
      receive(
          encode(
              new Message<>(
                  "c0",
                  name,
                  new Init(name, List.copyOf(nodes.keySet())),
                  OptionalLong.of(0),
                  OptionalLong.empty())));
    }

    void goOn() {
      List<byte[]> lines = held == null ? List.of() : held;
      held = null;
      lines.forEach(this::receive);
      if (host != null) {
        host.runTimers();
        sleepUntilNextTimer();
      }
    }

    void receive(byte[] line) {
      if (held != null) {
        held.add(line);
      } else if (host != null) {
        host.receive(codec.decode(line, 0, line.length));
        sleepUntilNextTimer();
      }
    }

    private void sleepUntilNextTimer() {
      long next = host.nextTimerNanos();
      if (next < wakeUpNanos) {
        wakeUpNanos = next;
        NodeHost sleeper = host;
        schedule(
            Math.max(0, next - nowNanos),
            () -> {
              if (host == sleeper && wakeUpNanos == next) {
                wakeUpNanos = Long.MAX_VALUE;
                if (held == null) {
                  host.runTimers();
                  sleepUntilNextTimer();
                }
              }
            });
      }
    }

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public long wallClockMillis() {
      return 1_800_000_000_000L + nowNanos / 1_000_000;
    }

    @Override
    public RandomGenerator random() {
      return chance;
    }

    @Override
    public void transmit(Message<?> message) {
      route(message);
    }

    @Override
    public void log(String line) {
      // A failure in a node is a failed test, not a line that nobody reads.
      if (line.startsWith("failed on")) {
        throw new AssertionError(name + " " + line);
      }
    }
  }
}
