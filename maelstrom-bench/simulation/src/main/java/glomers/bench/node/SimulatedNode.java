package glomers.bench.node;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.engine.EventLoop;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.core.node.Context;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A node in this process, on the loop's time, whatever its program is made of: it decides when the
 * program does something about a message or about time, and bears kills and pauses.
 */
public final class SimulatedNode implements ServerNode {

  /** The time of day at which every simulation begins: 2026-01-01T00:00:00Z. */
  private static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

  private final String name;
  private final ProgramSource.Starter starter;
  private final EventLoop loop;
  private final Network network;
  private final Chance chance;
  private final NodeListener listener;
  private final LogSink log;
  private final NodeOutput output;
  private final Queue<Packet> waitingWhilePaused = new ArrayDeque<>();
  private final ReactionTime reactionTime;
  private final Decisions decisions;
  private long latestActionNanos;
  private int starts;
  private Incarnation incarnation;
  private boolean isPaused;

  private SimulatedNode(
      String name,
      ProgramSource.Starter starter,
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
    this.starter = starter;
    this.loop = loop;
    this.network = network;
    this.chance = chance;
    this.listener = listener;
    this.log = log;
    this.output = new NodeOutput(name, loop, network, listener);
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
            programs.starter(arguments),
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
      return;
    }
    incarnation.start();
  }

  @Override
  public void kill() {
    if (incarnation != null) {
      incarnation.program.end();
      incarnation = null;
    }
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
    return incarnation == null ? Optional.empty() : incarnation.program.waitsFor();
  }

  @Override
  public String lastWords() {
    return incarnation == null ? "" : incarnation.program.lastWords();
  }

  private void fail(RuntimeException e) {
    kill();
    String when = String.format(Locale.ROOT, "%.3f s into the run", loop.nowNanos() / 1e9);
    listener.failed(
        NodeListener.Cause.CRASHED,
        e instanceof NodeBreakdown breakdown
            ? name + " " + breakdown.getMessage() + ", " + when + "." + breakdown.lastWords()
            : name + " broke down " + when + ": " + e);
  }

  /** The node between one start and the next kill. */
  private final class Incarnation implements NodeSurroundings {
    private final RandomGenerator random;
    private final Decisions.Subject timers;
    private final long clockOriginNanos;
    private final NodeIncarnation program;
    private Context.Timer wakeUp;
    private long wakeUps;
    private long wakeUpNanos = Long.MAX_VALUE;

    Incarnation(int number) {
      random = chance.source("node " + name + " incarnation " + number);
      timers = decisions.about(name + "/" + number);
      // Spans are all that a monotonic clock is good for: its origin differs with every process.
      clockOriginNanos = random.nextLong(TimeUnit.DAYS.toNanos(1));
      program = starter.next(this);
    }

    void start() {
      try {
        program.start();
        armWakeUp();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    void receive(Packet packet) {
      try {
        program.receive(packet);
        armWakeUp();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    void runTimers() {
      try {
        program.runTimers();
        armWakeUp();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void armWakeUp() {
      long dueNanos = program.nextTimerNanos();
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
    public long wallClockNanos() {
      return EPOCH_NANOS + loop.nowNanos();
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public void send(String src, String dest, byte[] json, Supplier<String> type) {
      if (!network.knows(dest)) {
        listener.failed(
            NodeListener.Cause.MISBEHAVED,
            name + " sent a message to '" + dest + "', and there is no such node");
      } else if (json.length > MAX_LINE_BYTES) {
        listener.failed(
            NodeListener.Cause.MISBEHAVED,
            String.format(
                Locale.ROOT,
                "%s wrote a line of %,d bytes, more than %,d, %.3f s into the run: a %s for %s",
                name,
                json.length,
                MAX_LINE_BYTES,
                loop.nowNanos() / 1e9,
                type.get(),
                dest));
      } else {
        network.send(src, dest, json);
      }
    }

    @Override
    public void say(byte[] line) {
      output.take(OutputLine.read(line), line, program.lastWords());
    }

    @Override
    public void log(String line) {
      log.line(String.format(Locale.ROOT, "%.6f %s", loop.nowNanos() / 1e9, line));
    }
  }
}
