package glomers.bench.node;

import glomers.bench.engine.EventLoop;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A node that is a process of the operating system: any program that speaks lines of JSON on its
 * standard streams.
 */
public final class ProcessNode implements ServerNode {

  private final String name;
  private final List<String> command;
  private final EventLoop loop;
  private final NodeListener listener;
  private final LogSink log;
  private final NodeOutput output;
  private NodeProcess process;

  private ProcessNode(
      String name,
      List<String> command,
      EventLoop loop,
      Network network,
      NodeListener listener,
      LogSink log) {
    this.name = name;
    this.command = command;
    this.loop = loop;
    this.listener = listener;
    this.log = log;
    this.output = new NodeOutput(name, loop, network, listener);
  }

  /**
   * Makes nodes that run a program as a process each.
   *
   * @param program the words that start it, the first of them an absolute path
   * @param arguments the node's own arguments, which follow
   */
  public static ServerNode.Factory factory(
      List<String> program,
      List<String> arguments,
      EventLoop loop,
      Network network,
      LogSink.Factory logs) {
    List<String> command = Stream.concat(program.stream(), arguments.stream()).toList();
    return (name, listener) ->
        new ProcessNode(name, command, loop, network, listener, logs.open(name));
  }

  @Override
  public void start() {
    try {
      process = new NodeProcess(name, command, log, new Events());
    } catch (IOException e) {
      listener.failed(
          NodeListener.Cause.CRASHED, name + " could not be started: " + e.getMessage() + advice());
    }
  }

  private String advice() {
    return FirstLine.advice(Path.of(command.getFirst()));
  }

  /**
   * What shells and {@code env} end with if what they should run is not there or makes no sense.
   */
  private static boolean isNotFound(int status) {
    return status == 127 || status == 126 || status == 2;
  }

  @Override
  public void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  @Override
  public void pause() {
    if (process != null) {
      process.signal("STOP");
    }
  }

  @Override
  public void resume() {
    if (process != null) {
      process.signal("CONT");
    }
  }

  @Override
  public void stop() {
    kill();
    log.close();
  }

  @Override
  public boolean isThere() {
    return process != null;
  }

  @Override
  public void receive(Packet packet) {
    if (process != null) {
      process.write(packet);
    }
  }

  /**
   * What a process's threads have to tell; those of an earlier process of this node are not heard.
   */
  private final class Events implements NodeProcess.Listener {

    @Override
    public void said(NodeProcess from, OutputLine line, byte[] bytes) {
      loop.post(() -> {
        if (from == process) {
          output.take(line, bytes, from.lastErrorLines());
        }
      });
    }

    @Override
    public void exited(NodeProcess from, int status) {
      loop.post(() -> {
        if (from == process) {
          ended(status);
        }
      });
    }
  }

  @Override
  public void checkIsUp() {
    if (process != null && process.hasEnded()) {
      ended(process.status());
    }
  }

  private void ended(int status) {
    NodeProcess from = process;
    process = null;
    listener.failed(
        NodeListener.Cause.CRASHED,
        String.format(
                Locale.ROOT,
                "%s exited with status %d, %.1f s into the run.",
                name,
                status,
                loop.nowNanos() / 1e9)
            + (isNotFound(status) ? advice() : "")
            + from.lastErrorLines()
            + from.lastOutputLines());
  }

  @Override
  public String lastWords() {
    return process == null ? "" : process.lastErrorLines() + process.lastOutputLines();
  }
}
