package glomers.kafka.broken;

import glomers.core.message.Body;
import glomers.core.message.KafkaVerbs.Request;
import glomers.core.message.Message;
import glomers.core.node.CallResult;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.Options;
import glomers.core.node.RetryPolicy;
import glomers.kafka.KafkaProgram;
import glomers.kafka.ReplicaMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Broken on purpose: each node takes itself for the whole cluster, and keeps a log of its own.
 * Offsets are given out once by every node.
 */
public final class SeparateLogsProgram extends KafkaProgram {

  @Override
  public Node<Request, ReplicaMessage> create(Context context, Options options) {
    return super.create(new Alone(context), options);
  }

  /** The world of a node that knows of no other. */
  private record Alone(Context world) implements Context {

    @Override
    public String self() {
      return world.self();
    }

    @Override
    public List<String> members() {
      return List.of(world.self());
    }

    @Override
    public List<String> peers() {
      return List.of();
    }

    @Override
    public void send(String dest, Body body) {
      world.send(dest, body);
    }

    @Override
    public void reply(Message<?> request, Body body) {
      world.reply(request, body);
    }

    @Override
    public <T extends Body> void call(
        String dest,
        Body request,
        Class<T> replyType,
        RetryPolicy policy,
        Consumer<CallResult<T>> onResult) {
      world.call(dest, request, replyType, policy, onResult);
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
      return world.after(delay, action);
    }

    @Override
    public long nanoTime() {
      return world.nanoTime();
    }

    @Override
    public long wallClockMillis() {
      return world.wallClockMillis();
    }

    @Override
    public RandomGenerator random() {
      return world.random();
    }

    @Override
    public void log(String line) {
      world.log(line);
    }
  }
}
