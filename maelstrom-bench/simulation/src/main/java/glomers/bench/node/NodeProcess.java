package glomers.bench.node;

import glomers.bench.network.Packet;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One process and the three threads that serve its streams. What it has to tell is told on those
 * threads. Its methods are thread-safe.
 */
final class NodeProcess {

  private static final byte[] END = new byte[0];

  private static final long MAX_DRAIN_MILLIS = 500;

  private final String name;
  private final Process process;
  private final LogSink log;
  private final Listener listener;
  private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
  private final RecentLines outputLines = new RecentLines();
  private final RecentLines errorLines = new RecentLines();
  private final Thread errorReader;

  /** Hears what a process does. */
  interface Listener {
    void said(NodeProcess from, OutputLine line, byte[] bytes);

    void exited(NodeProcess from, int status);
  }

  NodeProcess(String name, List<String> command, LogSink log, Listener listener)
      throws IOException {
    this.name = name;
    this.log = log;
    this.listener = listener;
    this.process =
        new ProcessBuilder(command)
            .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
            .start();
    thread("stdin", this::writeInput);
    errorReader = thread("stderr", this::readErrors);
    thread("stdout", this::readOutput);
  }

  private Thread thread(String stream, Runnable body) {
    return Thread.ofPlatform().daemon().name(name + " " + stream).start(body);
  }

  /** Queues a message for the process, however far behind it is. */
  void write(Packet packet) {
    input.add(packet.toLine());
  }

  private void writeInput() {
    try (OutputStream stdin = process.getOutputStream()) {
      while (true) {
        byte[] line = input.take();
        if (line == END) {
          return;
        }
        stdin.write(line);
        if (input.isEmpty()) {
          stdin.flush();
        }
      }
    } catch (IOException e) {
      // The process is gone, which the reader of its output is about to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readErrors() {
    readLines(
        process.getErrorStream(),
        bytes -> {
          String line = new String(bytes, StandardCharsets.UTF_8);
          errorLines.add(line);
          log.line(line);
        });
  }

  private void readOutput() {
    readLines(process.getInputStream(), this::takeOutput);
    try {
      int status = process.waitFor();
      errorReader.join(MAX_DRAIN_MILLIS); // a grandchild may keep the stream open
      input.add(END);
      listener.exited(this, status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeOutput(byte[] bytes) {
    if (bytes.length <= NodeSurroundings.MAX_LINE_BYTES) {
      outputLines.add(new String(bytes, StandardCharsets.UTF_8));
    }
    listener.said(this, OutputLine.read(bytes), bytes);
  }

  private interface LineSink {
    void take(byte[] line);
  }

  /** Of a line that is too long the sink gets just enough to see that, and gets it at once. */
  private static void readLines(InputStream stream, LineSink sink) {
    try (InputStream in = new BufferedInputStream(stream, 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean isSkipping = false;
      int next;
      while ((next = in.read()) >= 0) {
        if (next == '\n') {
          if (!isSkipping) {
            sink.take(line.toByteArray());
          }
          line.reset();
          isSkipping = false;
        } else if (!isSkipping) {
          line.write(next);
          if (line.size() > NodeSurroundings.MAX_LINE_BYTES) {
            sink.take(line.toByteArray());
            isSkipping = true;
          }
        }
      }
      if (line.size() > 0 && !isSkipping) {
        sink.take(line.toByteArray());
      }
    } catch (IOException e) {
      // The stream was closed under us: the process was killed.
    }
  }

  /** Whether it has ended by itself, and perhaps nobody has noticed yet. */
  boolean hasEnded() {
    return !process.isAlive();
  }

  /** Its exit status, once it has ended. */
  int status() {
    return process.exitValue();
  }

  /** SIGKILL, to the process and what it has started; what it said on STDERR before is logged. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    // Not by its own method, which closes its streams with what is still in them.
    process.toHandle().destroyForcibly();
    input.add(END);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      errorReader.join(MAX_DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly(); // for the streams, which a grandchild may keep open
  }

  /** Sends a signal, to the process and what it has started. */
  void signal(String signal) {
    StringBuilder pids = new StringBuilder().append(process.pid());
    process.descendants().forEach(child -> pids.append(' ').append(child.pid()));
    try {
      // The shell's own kill: a separate program of that name need not be installed.
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("cannot send signals: there is no sh", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String lastErrorLines() {
    return errorLines.under("STDERR");
  }

  String lastOutputLines() {
    return outputLines.under("STDOUT");
  }
}
