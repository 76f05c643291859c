package glomers.bench.client;

import glomers.bench.engine.EventLoop;
import glomers.bench.json.Json;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.network.Receiver;
import glomers.core.node.Context;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client on the network: asks one thing at a time and waits for the answer. */
public final class RpcClient implements Receiver {

  private final EventLoop loop;
  private final Network network;
  private final String name;
  private final boolean isSetup;
  private long lastMsgId;
  private Consumer<RpcResult> waiting;
  private Context.Timer timeout;
  private Context.Timer patience = () -> {};
  private Runnable askNext = () -> {};
  private final Set<String> unanswered = new HashSet<>();

  /** A client that joins the network under the given name. */
  public RpcClient(EventLoop loop, Network network, String name) {
    this(loop, network, name, false);
  }

  private RpcClient(EventLoop loop, Network network, String name, boolean isSetup) {
    this.loop = loop;
    this.network = network;
    this.name = name;
    this.isSetup = isSetup;
    network.attach(name, this);
  }

  /** A client that joins the network to set up a node: what it asks does not come twice. */
  public static RpcClient forSetup(EventLoop loop, Network network, String name) {
    return new RpcClient(loop, network, name, true);
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @param body the request's body, without {@code msg_id}
   * @throws IllegalStateException if an answer is still waited for
   */
  public void call(String dest, ObjectNode body, long timeoutNanos, Consumer<RpcResult> onResult) {
    if (waiting != null) {
      throw new IllegalStateException(name + " still waits for an answer");
    }
    waiting = onResult;
    timeout = () -> {};
    unanswered.clear();
    lastMsgId++;
    ask(dest, body, timeoutNanos);
  }

  /**
   * Sends a request, and the same to another node if the first leaves it open what became of it:
   * because it has not answered for a while, or because its answer says so. The first answer that
   * is certain is the result.
   *
   * @param other who else to ask
   * @param patienceNanos how long to wait for the first answer
   * @param timeoutNanos how long to wait after the last question
   */
  public void call(
      String dest,
      String other,
      ObjectNode body,
      long patienceNanos,
      long timeoutNanos,
      Consumer<RpcResult> onResult) {
    call(dest, body, timeoutNanos, onResult);
    askNext =
        () -> {
          patience.cancel();
          askNext = () -> {};
          ask(other, body, timeoutNanos);
        };
    patience = loop.after(patienceNanos, () -> askNext.run());
  }

  private void ask(String dest, ObjectNode body, long timeoutNanos) {
    unanswered.add(dest);
    timeout.cancel();
    timeout = loop.after(timeoutNanos, () -> finish(new RpcResult.TimedOut()));
    byte[] json = Json.request(name, dest, lastMsgId, body);
    if (isSetup) {
      network.sendOnce(name, dest, json);
    } else {
      network.send(name, dest, json);
    }
  }

  @Override
  public void receive(Packet packet) {
    JsonNode body = Json.bodyOf(packet.json());
    JsonNode inReplyTo = body.path("in_reply_to");
    if (waiting == null || !ValueShape.INTEGER.isMet().test(inReplyTo)) {
      return; // no answer to anything
    }
    if (inReplyTo.asLong() != lastMsgId) {
      return; // an answer that came too late
    }
    if ("error".equals(body.path("type").asString(""))) {
      refused(
          new RpcResult.Refused(
              body.path("code").asInt(-1), body.path("text").asString(""), packet.src()));
    } else {
      finish(new RpcResult.Answered(body, packet.src()));
    }
  }

  private void refused(RpcResult.Refused refusal) {
    unanswered.remove(refusal.node());
    if (!refusal.isDefinite()) {
      askNext.run();
    }
    if (refusal.isDefinite() || unanswered.isEmpty()) {
      finish(refusal);
    }
  }

  private void finish(RpcResult result) {
    Consumer<RpcResult> onResult = waiting;
    waiting = null;
    timeout.cancel();
    patience.cancel();
    askNext = () -> {};
    onResult.accept(result);
  }

  /** Leaves the network. */
  public void close() {
    network.detach(name);
  }
}
