package glomers.core.testing;

import glomers.core.message.Body;
import glomers.core.message.Message;
import glomers.core.node.CallResult;
import glomers.core.node.Context;
import glomers.core.node.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Hands everything on to another context: what a subclass overrides is tampered with. */
public class ForwardingContext implements Context {

  private final Context real;

  /** A context that is the same as the given one. */
  public ForwardingContext(Context real) {
    this.real = real;
  }

  @Override
  public String self() {
    return real.self();
  }

  @Override
  public String incarnation() {
    return real.incarnation();
  }

  @Override
  public List<String> members() {
    return real.members();
  }

  @Override
  public List<String> peers() {
    return real.peers();
  }

  @Override
  public void send(String dest, Body body) {
    real.send(dest, body);
  }

  @Override
  public void reply(Message<?> request, Body body) {
    real.reply(request, body);
  }

  @Override
  public <T extends Body> void call(
      String dest,
      Body request,
      Class<T> replyType,
      RetryPolicy policy,
      Consumer<CallResult<T>> onResult) {
    real.call(dest, request, replyType, policy, onResult);
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    return real.after(delay, action);
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public long wallClockMillis() {
    return real.wallClockMillis();
  }

  @Override
  public RandomGenerator random() {
    return real.random();
  }

  @Override
  public void log(String line) {
    real.log(line);
  }
}
