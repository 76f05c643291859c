package glomers.core.runtime;

import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.Message;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Runs a node program as a process under Maelstrom: messages as lines of JSON on STDIN and STDOUT,
 * words for people on STDERR.
 *
 * <p>A virtual thread reads lines into a bounded queue; one loop feeds the node, fires its timers
 * and writes whole lines, which go out when the queue has run dry. At the end of STDIN, and on
 * SIGTERM, what is queued is finished first.
 */
public final class StdioRuntime {

  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * What waits was decoded already, and is copied by each collection of garbage: more than keeps
   * both threads busy would cost time instead of sparing it.
   */
  private static final int MAX_QUEUED_BYTES = 1 << 17;

  private static final int MAX_LINE_BYTES = 1 << 24;
  private static final int MAX_FINISH_SECONDS = 5;
  private static final int STATUS_OUTPUT_BROKEN = 1;
  static final int STATUS_USAGE = 2;
  private static final int STATUS_NODE_FAILED = 3;

  private final NodeProgram<?, ?> program;
  private final List<String> arguments;
  private final MessageCodec codec;
  private final LineReader reader;
  private final LineDecoder decoder;
  private final MessageWriter writer;
  private final PrintStream err;
  private final NodeHost host;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final InboundQueue queue = new InboundQueue(MAX_QUEUED_BYTES);

  /**
   * A program on the given streams. Nothing else may write to {@code out}.
   *
   * @throws IllegalArgumentException if the arguments are no options
   */
  public StdioRuntime(
      NodeProgram<?, ?> program,
      List<String> arguments,
      InputStream in,
      OutputStream out,
      PrintStream err) {
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.codec = NodeHost.codecFor(program);
    this.reader = new LineReader(in, CHUNK_BYTES, MAX_LINE_BYTES);
    this.decoder = new LineDecoder(codec);
    this.writer = new MessageWriter(codec, out);
    this.err = err;
    this.host = new NodeHost(program, Options.parse(arguments), new RealPlatform());
  }

  /**
   * Runs a program on the process's own streams, and ends the process when its input has ended:
   * with status 0; with 1 if nobody reads its output any more, 2 if its options make no sense, 3 if
   * the node has failed.
   */
  static void main(NodeProgram<?, ?> program, String[] arguments) {
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // whatever a library may print must not look like a message
    try {
      var runtime =
          new StdioRuntime(
              program,
              List.of(arguments),
              new FileInputStream(FileDescriptor.in),
              stdout,
              System.err);
      Thread onSignal = new Thread(runtime::finishOnSignal);
      Runtime.getRuntime().addShutdownHook(onSignal);
      try {
        runtime.run();
      } finally {
        runtime.finished.countDown();
      }
      removeHook(onSignal);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(STATUS_USAGE);
    } catch (UncheckedIOException e) {
      System.err.println("cannot write to STDOUT: " + e.getCause().getMessage());
      Runtime.getRuntime().halt(STATUS_OUTPUT_BROKEN);
    } catch (NodeFailure e) {
      // The host has logged where; what the node has said so far was still true.
      System.err.println("the node has ended: it " + e);
      Runtime.getRuntime().halt(STATUS_NODE_FAILED);
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      System.err.println("the node has ended: " + e);
      Runtime.getRuntime().halt(STATUS_NODE_FAILED);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running already, and ends the process.
    }
  }

  /** SIGTERM is no failure: take no more input, finish what is queued, leave with status 0. */
  private void finishOnSignal() {
    queue.close();
    try {
      if (finished.await(MAX_FINISH_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Feeds the node until its input has ended and all of it has been handled.
   *
   * @throws IllegalArgumentException if the program's options make no sense
   * @throws UncheckedIOException if nobody reads the output any more
   * @throws NodeFailure if the node has failed at something else than a client's request; what it
   *     had said before has gone out
   */
  public void run() {
    Thread.ofVirtual().name("stdin").start(this::read);
    try {
      while (!queue.isFinished()) {
        if (queue.isEmpty()) {
          writer.flush();
        }
        boolean wasStarted = host.isStarted();
        for (Inbound line : queue.poll(nanosUntilNextTimer()).lines()) {
          host.receive(line);
        }
        host.runTimers();
        if (host.isStarted() && !wasStarted) {
          writer.flush(); // init has to be answered in time, whatever else there is to do
          rehearse();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      writer.flush();
    }
  }

  private void rehearse() {
    try {
      Rehearsal.of(program, arguments, codec);
    } catch (IOException | RuntimeException e) {
      err.println("the node is not warmed up: " + e);
    }
  }

  private long nanosUntilNextTimer() {
    long dueNanos = host.nextTimerNanos();
    return dueNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, dueNanos - System.nanoTime());
  }

  private void read() {
    try {
      LineCollector lines = new LineCollector();
      while (true) {
        int bytes = reader.readChunk(lines);
        if (!lines.collected.isEmpty()) {
          queue.put(new InboundQueue.Batch(lines.collected, Math.max(bytes, lines.bytes)));
        }
        if (bytes < 0) {
          break;
        }
        lines = new LineCollector();
      }
    } catch (IOException e) {
      err.println("cannot read STDIN: " + e.getMessage());
    } finally {
      queue.close();
    }
  }

  /** Decodes lines on the reader's thread: half of the work is done beside the loop. */
  private final class LineCollector implements LineReader.LineSink {
    private final List<Inbound> collected = new ArrayList<>();
    private int bytes;

    @Override
    public void lines(byte[] lines, int from, int to) {
      bytes += to - from;
      decoder.decode(lines, from, to, collected);
    }

    @Override
    public void tooLong(long length) {
      String text = "a line of " + length + " bytes, more than " + MAX_LINE_BYTES + ", was skipped";
      collected.add(
          new Inbound.Rejected(
              "", OptionalLong.empty(), new ErrorReply(ErrorCode.MALFORMED_REQUEST, text)));
    }
  }

  private final class RealPlatform implements Platform {
    /** Without a seed of our own it would be the clock's: nodes start in the same millisecond. */
    private final RandomGenerator random = new SplittableRandom(Entropy.nextLong());

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long wallClockMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public void transmit(Message<?> message) {
      writer.write(message);
    }

    @Override
    public void log(String line) {
      err.println(line);
    }
  }
}
