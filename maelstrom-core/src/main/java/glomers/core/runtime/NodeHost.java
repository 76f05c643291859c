package glomers.core.runtime;

import glomers.core.message.Body;
import glomers.core.message.ErrorCode;
import glomers.core.message.ErrorReply;
import glomers.core.message.Init;
import glomers.core.message.InitOk;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import glomers.core.node.CallResult;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.RequestFailed;
import glomers.core.node.RetryPolicy;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;

/**
 * Runs one {@link Node}: introduces it to its cluster, hands it messages and timers, finds the call
 * that an answer belongs to, and turns what goes wrong with a request into an error reply. What
 * goes wrong elsewhere ends the node: {@link NodeFailure}.
 *
 * <p>It is a state machine itself, driven from outside: {@link #receive} for every line that came,
 * {@link #runTimers} when {@link #nextTimerNanos} has been reached. The stdio runtime and the
 * bench's simulation drive the very same class. Not thread-safe.
 */
public final class NodeHost {

  private static final int RADIX = 36;

  /**
   * The calls of an incarnation are numbered from a random number below this on, so that no late
   * answer to a call of an earlier incarnation is taken for an answer to one of this: if each makes
   * a million calls, two share a number with a probability of 5 in 10^10. And the numbers stay
   * below 2^53, up to where JSON's readers are exact, for 2^52 calls.
   */
  private static final long FIRST_MSG_ID_BOUND = 1L << 52;

  private final NodeProgram<Request, PeerMessage> program;
  private final Options options;
  private final Platform platform;
  private final Agenda timers = new Agenda();
  private final Map<Long, PendingCall<?>> calls = new HashMap<>();
  private final List<Message<?>> beforeInit = new ArrayList<>();
  private final String incarnationSuffix;
  private long nextMsgId;
  private NodeContext context;
  private Node<Request, PeerMessage> node;

  /**
   * A host whose node will be made when {@code init} arrives.
   *
   * @param options the program's command line
   */
  @SuppressWarnings("unchecked") // receive() hands on bodies of the program's own two families only
  public NodeHost(NodeProgram<?, ?> program, Options options, Platform platform) {
    this.program = (NodeProgram<Request, PeerMessage>) program;
    this.options = options;
    this.platform = platform;
    // A draw shows all 64 bits of the generator's state: a longer name would tell no more apart.
    this.incarnationSuffix = Long.toUnsignedString(platform.random().nextLong(), RADIX);
    this.nextMsgId = platform.random().nextLong(FIRST_MSG_ID_BOUND);
  }

  /** A codec for the program's verbs. */
  public static MessageCodec codecFor(NodeProgram<?, ?> program) {
    return new MessageCodec(program.requestType(), program.peerMessageType());
  }

  /**
   * Takes what came in.
   *
   * @throws IllegalArgumentException if this was {@code init} and the program's options make no
   *     sense
   * @throws NodeFailure if the node failed at something else than a client's request: it is over
   */
  public void receive(Inbound inbound) {
    // Not by a switch over types, which costs more: each and every message comes by here.
    if (inbound instanceof Inbound.Delivered delivered) {
      deliver(delivered.message());
    } else if (inbound instanceof Inbound.Response response) {
      complete(response);
    } else if (inbound instanceof Inbound.Rejected rejected) {
      reject(rejected);
    }
  }

  /**
   * When the next timer is due, on {@link Platform#nanoTime}'s clock; {@code Long.MAX_VALUE} if
   * none.
   */
  public long nextTimerNanos() {
    return timers.nextTimeNanos();
  }

  /**
   * Runs the timers that are due now, in the order in which they fell due; not those that they set.
   *
   * @throws NodeFailure if one of them failed: the node is over
   */
  public void runTimers() {
    timers.runDue(platform.nanoTime());
  }

  /** Whether the node has been made. */
  boolean isStarted() {
    return node != null;
  }

  private void deliver(Message<?> message) {
    if (message.body() instanceof Init init) {
      start(message, init);
    } else if (node == null) {
      beforeInit.add(message);
    } else {
      dispatch(message);
    }
  }

  private void start(Message<?> message, Init init) {
    if (!init.nodeIds().contains(init.nodeId())
        || init.nodeIds().stream().anyMatch(Objects::isNull)) {
      transmit(
          message.dest(),
          message,
          new ErrorReply(
              ErrorCode.MALFORMED_REQUEST, "malformed init: node_ids has to name this node"));
      return;
    }
    if (node == null) {
      context = new NodeContext(init.nodeId(), init.nodeIds());
      node = program.create(context, options);
      options.rejectUnknown();
    }
    transmit(init.nodeId(), message, new InitOk());
    List<Message<?>> early = List.copyOf(beforeInit);
    beforeInit.clear();
    early.forEach(this::dispatch);
  }

  @SuppressWarnings("unchecked") // each branch has just looked at the body
  private void dispatch(Message<?> message) {
    try {
      if (program.requestType().isInstance(message.body())) {
        node.onRequest((Message<Request>) message);
      } else if (context.members().contains(message.src())) {
        node.onPeerMessage((Message<PeerMessage>) message);
      } else {
        throw new RequestFailed(ErrorCode.NOT_SUPPORTED, "this verb is spoken among nodes only");
      }
    } catch (RequestFailed e) {
      context.reply(message, e.toReply());
    } catch (UncheckedIOException e) {
      throw e; // the network's fault
    } catch (RuntimeException e) {
      String work = message.body().getClass().getSimpleName() + " from " + message.src();
      NodeFailure failure = failure(work, e);
      if (!(message.body() instanceof Request)) {
        throw failure;
      }
      context.reply(message, RequestFailed.replyFor(e));
    }
  }

  private void complete(Inbound.Response response) {
    PendingCall<?> call = calls.get(response.inReplyTo());
    if (call != null && call.dest.equals(response.src())) {
      guard("the answer of " + response.src(), () -> call.complete(response));
    }
  }

  private void reject(Inbound.Rejected rejected) {
    platform.log(
        "rejected a line"
            + (rejected.src().isEmpty() ? "" : " from " + rejected.src())
            + ": "
            + rejected.error().text());
    if (context != null && !rejected.src().isEmpty() && rejected.msgId().isPresent()) {
      platform.transmit(
          new Message<>(
              context.self(),
              rejected.src(),
              rejected.error(),
              OptionalLong.empty(),
              rejected.msgId()));
    }
  }

  private void guard(String work, Runnable action) {
    try {
      action.run();
    } catch (UncheckedIOException e) {
      throw e; // the network's fault
    } catch (RuntimeException e) {
      throw failure(work, e);
    }
  }

  /** What the node still waits for, if there is one: see {@link Node#waitsFor}. */
  public Optional<String> waitsFor() {
    return node == null ? Optional.empty() : node.waitsFor();
  }

  /** Describes what went wrong to the log, with all that helps to find it. */
  private NodeFailure failure(String work, RuntimeException e) {
    NodeFailure failure = new NodeFailure(work, e);
    StringBuilder text = new StringBuilder(failure.getMessage());
    for (StackTraceElement frame : e.getStackTrace()) {
      text.append("\n    at ").append(frame);
    }
    platform.log(text.toString());
    return failure;
  }

  private void transmit(String self, Message<?> request, Body body) {
    if (request.msgId().isPresent()) {
      platform.transmit(
          new Message<>(self, request.src(), body, OptionalLong.empty(), request.msgId()));
    }
  }

  private Context.Timer setTimer(long delayNanos, Runnable action) {
    return timers.add(platform.nanoTime() + delayNanos, () -> guard("a timer", action));
  }

  /** The node's handle on the world. */
  private final class NodeContext implements Context {
    private final String self;
    private final String incarnation;
    private final List<String> members;
    private final List<String> peers;

    NodeContext(String self, List<String> members) {
      this.self = self;
      this.incarnation = self + "@" + incarnationSuffix;
      this.members = List.copyOf(members);
      this.peers = members.stream().filter(member -> !member.equals(self)).toList();
    }

    @Override
    public String self() {
      return self;
    }

    @Override
    public String incarnation() {
      return incarnation;
    }

    @Override
    public List<String> members() {
      return members;
    }

    @Override
    public List<String> peers() {
      return peers;
    }

    @Override
    public void send(String dest, Body body) {
      platform.transmit(new Message<>(self, dest, body));
    }

    @Override
    public void reply(Message<?> request, Body body) {
      transmit(self, request, body);
    }

    @Override
    public <T extends Body> void call(
        String dest,
        Body request,
        Class<T> replyType,
        RetryPolicy policy,
        Consumer<CallResult<T>> onResult) {
      var message =
          new Message<>(self, dest, request, OptionalLong.of(nextMsgId++), OptionalLong.empty());
      new PendingCall<>(message, replyType, policy, onResult).attempt();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
      return setTimer(delay.toNanos(), action);
    }

    @Override
    public long nanoTime() {
      return platform.nanoTime();
    }

    @Override
    public long wallClockMillis() {
      return platform.wallClockMillis();
    }

    @Override
    public RandomGenerator random() {
      return platform.random();
    }

    @Override
    public void log(String line) {
      platform.log(line);
    }
  }

  /** A call that waits for its answer. */
  private final class PendingCall<T extends Body> {
    private final Message<?> message;
    private final String dest;
    private final Class<T> replyType;
    private final RetryPolicy policy;
    private final Consumer<CallResult<T>> onResult;
    private final long startNanos = platform.nanoTime();
    private int attempts;
    private Context.Timer timer;

    PendingCall(
        Message<?> message,
        Class<T> replyType,
        RetryPolicy policy,
        Consumer<CallResult<T>> onResult) {
      this.message = message;
      this.dest = message.dest();
      this.replyType = replyType;
      this.policy = policy;
      this.onResult = onResult;
      calls.put(message.msgId().getAsLong(), this);
    }

    void attempt() {
      long leftNanos = policy.giveUpAfter().toNanos() - (platform.nanoTime() - startNanos);
      if (attempts > 0 && leftNanos <= 0) {
        finish(
            new CallResult.Failed<>(
                new ErrorReply(ErrorCode.TIMEOUT, dest + " did not answer in time")));
        return;
      }
      long waitNanos = Math.min(policy.waitNanos(attempts++, platform.random()), leftNanos);
      timer = setTimer(waitNanos, this::attempt);
      platform.transmit(message);
    }

    void complete(Inbound.Response response) {
      CallResult<T> result;
      try {
        result =
            response.isError()
                ? new CallResult.Failed<>(response.body().as(ErrorReply.class))
                : new CallResult.Answered<>(response.body().as(replyType));
      } catch (JacksonException e) {
        // An answer that cannot be read is none: the call will be tried again.
        platform.log("the answer of " + dest + " makes no sense: " + e.getOriginalMessage());
        return;
      }
      finish(result);
    }

    private void finish(CallResult<T> result) {
      calls.remove(message.msgId().getAsLong());
      timer.cancel();
      onResult.accept(result);
    }
  }
}
