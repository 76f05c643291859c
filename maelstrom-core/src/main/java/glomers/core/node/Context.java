package glomers.core.node;

import glomers.core.message.Body;
import glomers.core.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node's one handle on the world: its name, the network, time, timers and chance.
 *
 * <p>Only the node's own thread may use it. Under the bench's simulation time and chance come from
 * a seed, so that a run can be repeated.
 */
public interface Context {

  /** This node's name. */
  String self();

  /**
   * The name of this node's present incarnation, the time from one start to its death: {@link
   * #self}, an {@code @}, and 64 random bits in base 36. No other incarnation has ever had it, of
   * this node or of any other, and no clock has a part in that; with 1,000 restarts of one node the
   * chance that any two of them agree is about 3 in 10^14.
   */
  String incarnation();

  /** The names of all nodes of the cluster, this one included, in the same order at every node. */
  List<String> members();

  /** The names of all other nodes, in the same order as {@link #members()}. */
  List<String> peers();

  /** Sends a message that expects no answer. It may be lost, repeated, delayed or overtaken. */
  void send(String dest, Body body);

  /** Answers a request. Does nothing if the request carried no {@code msg_id}. */
  void reply(Message<?> request, Body body);

  /**
   * Calls another node or a service, again and again until it answers or the policy gives up:
   * <em>at-least-once</em> delivery. Every attempt carries the same {@code msg_id}, by which a
   * receiver that keeps a {@link ReplyCache} makes the call take effect once.
   *
   * @param replyType the type that a good answer has
   * @param onResult told the outcome, once; {@link CallResult.Failed} with {@link
   *     glomers.core.message.ErrorCode#TIMEOUT} when the policy gave up, which leaves open whether
   *     the call took effect
   */
  <T extends Body> void call(
      String dest,
      Body request,
      Class<T> replyType,
      RetryPolicy policy,
      Consumer<CallResult<T>> onResult);

  /**
   * Runs an action once, on the node's own thread, when the delay has passed. If the action throws,
   * the node ends.
   */
  Timer after(Duration delay, Runnable action);

  /** A clock for measuring spans: monotonic, in nanoseconds, from an arbitrary origin. */
  long nanoTime();

  /** The time of day in milliseconds since 1970. It may jump, forwards or backwards. */
  long wallClockMillis();

  /** The node's source of chance. */
  RandomGenerator random();

  /** Writes a line for people to the node's log (STDERR). */
  void log(String line);

  /** A timer that has been set. */
  interface Timer {
    /** Makes sure that the action does not run (any more). Harmless after it ran. */
    void cancel();
  }
}
