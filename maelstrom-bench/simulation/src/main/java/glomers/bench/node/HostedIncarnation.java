package glomers.bench.node;

import glomers.bench.json.ExactBytes;
import glomers.bench.network.Packet;
import glomers.core.message.Message;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import glomers.core.runtime.Platform;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A program built on {@code maelstrom-core}: its own class under the host that runs it on the
 * standard streams too. All that it says and hears goes through the same bytes.
 */
public final class HostedIncarnation implements NodeIncarnation, Platform {

  private final NodeSurroundings surroundings;
  private final MessageCodec codec;
  private final NodeHost host;

  /**
   * An incarnation.
   *
   * @param codec made for this very program's classes
   * @param arguments the program's command line
   * @throws IllegalArgumentException if the command line makes no sense
   */
  public HostedIncarnation(
      NodeProgram<?, ?> program,
      MessageCodec codec,
      List<String> arguments,
      NodeSurroundings surroundings) {
    this.surroundings = surroundings;
    this.codec = codec;
    this.host = new NodeHost(program, Options.parse(arguments), this);
  }

  @Override
  public void receive(Packet packet) {
    byte[] json = packet.json();
    host.receive(codec.decode(json, 0, json.length));
    host.runTimers();
  }

  @Override
  public void runTimers() {
    host.runTimers();
  }

  @Override
  public long nextTimerNanos() {
    return host.nextTimerNanos();
  }

  @Override
  public Optional<String> waitsFor() {
    return host.waitsFor();
  }

  @Override
  public long nanoTime() {
    return surroundings.nanoTime();
  }

  @Override
  public long wallClockMillis() {
    return TimeUnit.NANOSECONDS.toMillis(surroundings.wallClockNanos());
  }

  @Override
  public RandomGenerator random() {
    return surroundings.random();
  }

  @Override
  public void transmit(Message<?> message) {
    var encoded = new ExactBytes();
    codec.encode(message, encoded);
    surroundings.send(
        message.src(),
        message.dest(),
        encoded.bytes(),
        () -> message.body().getClass().getSimpleName());
  }

  @Override
  public void log(String line) {
    surroundings.log(line);
  }
}
