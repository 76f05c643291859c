package glomers.core.runtime;

import glomers.core.message.Message;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Warms a process up while its cluster is still starting: a node of the same program, which nobody
 * hears, is handed one message of each kind. The first message of a kind costs a cold JVM some ten
 * milliseconds, mostly for what Jackson has to find out about its record; in a cluster of many
 * nodes on few cores all that would fall into the first second of the load, and make every value in
 * it late.
 *
 * <p>That can be done because a node is a state machine and nothing else: all that it does is to
 * change the memory that is thrown away here.
 */
final class Rehearsal {

  /**
   * Lines of JSON as a node reads them, {@code init} first; also what the JVM's cache is made of.
   */
  private static final String SCRIPT = "/META-INF/training.jsonl";

  private static final long STEP_NANOS = 1_000_000_000;

  private Rehearsal() {}

  /**
   * Rehearses, if the program brings a script.
   *
   * @param codec the one that will be used: what it prepares for each type is kept
   * @throws IOException if the script cannot be read
   */
  static void of(NodeProgram<?, ?> program, List<String> arguments, MessageCodec codec)
      throws IOException {
    List<String> lines = script();
    if (lines.isEmpty()) {
      return;
    }
    Stage stage = new Stage(codec);
    NodeHost host = new NodeHost(program, Options.parse(arguments), stage);
    for (String line : lines) {
      byte[] json = line.getBytes(StandardCharsets.UTF_8);
      host.receive(codec.decode(json, 0, json.length));
    }
    stage.nowNanos += STEP_NANOS;
    host.runTimers();
    stage.writer.flush();
  }

  /** The lines that the program brings; none if it brings no script. */
  static List<String> script() throws IOException {
    try (InputStream script = Rehearsal.class.getResourceAsStream(SCRIPT)) {
      return script == null
          ? List.of()
          : new String(script.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** A world in which a second passes when it is told to, and nobody listens. */
  private static final class Stage implements Platform {
    private final MessageWriter writer;
    private final RandomGenerator random = new SplittableRandom(0);
    private long nowNanos;

    Stage(MessageCodec codec) {
      writer = new MessageWriter(codec, OutputStream.nullOutputStream());
    }

    @Override
    public long nanoTime() {
      return nowNanos;
    }

    @Override
    public long wallClockMillis() {
      return nowNanos / 1_000_000;
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
    public void log(String line) {}
  }
}
