package glomers.core.runtime;

import glomers.core.message.Message;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Warms a process up while its cluster is still starting: a node of the same program, which nobody
 * hears, is handed messages of each kind, until the compiler has seen to what they need. The first
 * message of a kind costs a cold JVM some ten milliseconds, and the next hundred a multiple of what
 * later ones do; in a cluster of many nodes on few cores all that would fall into the first second
 * of the load, and make every value in it late.
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

  /** What was called so often is compiled soon: see {@code program.jvmOptions} in the main POM. */
  private static final int ROUNDS = 20;

  private final byte[] script;
  private final LineDecoder decoder;
  private final Stage stage;
  private final NodeHost host;
  private int roundsLeft;

  /**
   * A rehearsal; none takes place if the program brings no script.
   *
   * @param codec the one that will be used: what it prepares for each type is kept
   * @throws UncheckedIOException if the script cannot be read
   */
  Rehearsal(NodeProgram<?, ?> program, List<String> arguments, MessageCodec codec) {
    script = script();
    decoder = new LineDecoder(codec);
    stage = new Stage(codec);
    host = new NodeHost(program, Options.parse(arguments), stage);
    roundsLeft = script.length == 0 ? 0 : ROUNDS;
  }

  /** Whether there is nothing left to do. */
  boolean isOver() {
    return roundsLeft == 0;
  }

  /** Plays the script once. */
  void playRound() {
    roundsLeft--;
    List<Inbound> lines = new ArrayList<>();
    decoder.decode(script, 0, script.length, lines);
    lines.forEach(host::receive);
    stage.nowNanos += STEP_NANOS;
    host.runTimers();
    stage.writer.flush();
  }

  /** The lines that the program brings; nothing if it brings no script. */
  static byte[] script() {
    try (InputStream script = Rehearsal.class.getResourceAsStream(SCRIPT)) {
      return script == null ? new byte[0] : script.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
