package glomers.bench.node;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.EventLoop;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.core.message.Message;
import glomers.core.node.Context;
import glomers.core.node.Options;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import glomers.core.runtime.Platform;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A node in this process, on the loop's time. It is the program's own class under the host that
 * runs it on the standard streams too, and all it says and hears goes through the same bytes.
 */
public final class SimulatedNode implements ServerNode {

  /** The time of day at which every simulation begins: 2026-01-01T00:00:00Z. */
  private static final long EPOCH_MILLIS = 1_767_225_600_000L;

  private final String name;
  private final ProgramSource programs;
  private final List<String> arguments;
  private final EventLoop loop;
  private final Network network;
  private final Chance chance;
  private final NodeListener listener;
  private final LogSink log;
  private final Queue<Packet> waitingWhilePaused = new ArrayDeque<>();
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(256);
  private final ReactionTime reactionTime;
  private final Decisions decisions;
  private long latestActionNanos;
  private int starts;
  private Incarnation incarnation;
  private boolean isPaused;

  private SimulatedNode(
      String name,
      ProgramSource programs,
      List<String> arguments,
      EventLoop loop,
      Network network,
      Chance chance,
      Decisions decisions,
      NodeListener listener,
      LogSink log,
      ReactionTime reactionTime) {
    this.name = name;
    this.reactionTime = reactionTime;
    this.decisions = decisions;
    this.programs = programs;
    this.arguments = arguments;
    this.loop = loop;
    this.network = network;
    this.chance = chance;
    this.listener = listener;
    this.log = log;
  }

  /**
   * Makes nodes that run a program in this process.
   *
   * @param reactionTime how long they take to react
   * @param chance where the nodes' own random numbers come from
   * @param decisions decide when exactly they react
   */
  public static ServerNode.Factory factory(
      ReactionTime reactionTime,
      ProgramSource programs,
      List<String> arguments,
      EventLoop loop,
      Network network,
      Chance chance,
      Decisions decisions,
      LogSink.Factory logs) {
    return (name, listener) ->
        new SimulatedNode(
            name,
            programs,
            arguments,
            loop,
            network,
            chance,
            decisions,
            listener,
            logs.open(name),
            reactionTime);
  }

  @Override
  public void start() {
    try {
      incarnation = new Incarnation(++starts);
    } catch (IllegalArgumentException e) {
      fail(e);
    }
  }

  @Override
  public void kill() {
    incarnation = null;
    isPaused = false;
    waitingWhilePaused.clear();
  }

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
    // A process that wakes up finds its pipe full and its timers overdue.
    while (incarnation != null && !waitingWhilePaused.isEmpty()) {
      incarnation.receive(waitingWhilePaused.poll());
    }
    if (incarnation != null) {
      incarnation.runTimers();
    }
  }

  @Override
  public void stop() {
    kill();
    log.close();
  }

  @Override
  public boolean isThere() {
    return incarnation != null;
  }

  @Override
  public void receive(Packet packet) {
    Incarnation receiver = incarnation;
    loop.at(
        nextActionNanos(packet),
        () -> {
          if (incarnation != receiver) {
            return; // it was in the pipe of a process that is dead
          }
          if (isPaused) {
            waitingWhilePaused.add(packet);
          } else if (incarnation != null) {
            incarnation.receive(packet);
          }
        });
  }

  /** When the node does something about what comes now: after all before it. */
  private long nextActionNanos(Packet packet) {
    long nowNanos = loop.nowNanos();
    long idleNanos = idleNanos(nowNanos);
    long reactionNanos =
        packet.decide(
            Decisions.Kind.REACTION,
            reactionTime.usualNanos(),
            random -> reactionTime.drawNanos(random, idleNanos));
    latestActionNanos = Math.max(latestActionNanos, nowNanos + reactionNanos);
    return latestActionNanos;
  }

  private long idleNanos(long timeNanos) {
    return Math.max(0, timeNanos - latestActionNanos);
  }

  @Override
  public Optional<String> waitsFor() {
    return incarnation == null ? Optional.empty() : incarnation.host.waitsFor();
  }

  private void fail(RuntimeException e) {
    kill();
    listener.failed(
        NodeListener.Cause.CRASHED,
        String.format(
            Locale.ROOT, "%s broke down %.3f s into the run: %s", name, loop.nowNanos() / 1e9, e));
  }

  /** The node between one start and the next kill. */
  private final class Incarnation implements Platform {
    private final RandomGenerator random;
    private final Decisions.Subject timers;
    private final long clockOriginNanos;
    private final MessageCodec codec;
    private final NodeHost host;
    private Context.Timer wakeUp;
    private long wakeUps;
    private long wakeUpNanos = Long.MAX_VALUE;

    Incarnation(int number) {
      random = chance.source("node " + name + " incarnation " + number);
      timers = decisions.about(name + "/" + number);
      // Spans are all that a monotonic clock is good for: its origin differs with every process.
      clockOriginNanos = random.nextLong(TimeUnit.DAYS.toNanos(1));
      ProgramSource.Loaded loaded = programs.forIncarnation();
      codec = loaded.codec();
      host = new NodeHost(loaded.program(), Options.parse(arguments), this);
    }

    void receive(Packet packet) {
      byte[] json = packet.json();
      try {
        host.receive(codec.decode(json, 0, json.length));
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      runTimers();
    }

    void runTimers() {
      try {
        host.runTimers();
        armWakeUp();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void armWakeUp() {
      long dueNanos = host.nextTimerNanos();
      long timeNanos = dueNanos == Long.MAX_VALUE ? dueNanos : dueNanos - clockOriginNanos;
      if (timeNanos < wakeUpNanos) {
        if (wakeUp != null) {
          wakeUp.cancel();
        }
        wakeUpNanos = timeNanos;
        long idleNanos = idleNanos(timeNanos);
        long lateNanos =
            timers.decide(
                Decisions.Kind.LATENESS,
                wakeUps++,
                0,
                reactionTime.usualNanos(),
                random -> reactionTime.drawNanos(random, idleNanos));
        wakeUp = loop.at(timeNanos + lateNanos, this::wakeUp);
      }
    }

    private void wakeUp() {
      wakeUp = null;
      wakeUpNanos = Long.MAX_VALUE;
      if (incarnation == this && !isPaused) {
        runTimers();
      }
    }

    @Override
    public long nanoTime() {
      return loop.nowNanos() + clockOriginNanos;
    }

    @Override
    public long wallClockMillis() {
      return EPOCH_MILLIS + TimeUnit.NANOSECONDS.toMillis(loop.nowNanos());
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public void transmit(Message<?> message) {
      if (!network.knows(message.dest())) {
        listener.failed(
            NodeListener.Cause.MISBEHAVED,
            name + " sent a message to '" + message.dest() + "', and there is no such node");
        return;
      }
      encoded.reset();
      codec.encode(message, encoded);
      if (encoded.size() > NodeProcess.MAX_LINE_BYTES) {
        listener.failed(
            NodeListener.Cause.MISBEHAVED,
            String.format(
                Locale.ROOT,
                "%s wrote a line of %,d bytes, more than %,d, %.3f s into the run: a %s for %s",
                name,
                encoded.size(),
                NodeProcess.MAX_LINE_BYTES,
                loop.nowNanos() / 1e9,
                message.body().getClass().getSimpleName(),
                message.dest()));
        return;
      }
      network.send(message.src(), message.dest(), encoded.toByteArray());
    }

    @Override
    public void log(String line) {
      log.line(String.format(Locale.ROOT, "%.6f %s", loop.nowNanos() / 1e9, line));
    }
  }
}
