package glomers.bench.client;

import glomers.bench.engine.EventLoop;
import glomers.bench.json.Json;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.network.Receiver;
import glomers.core.node.Context;
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
   * @param body the request's body, without {@code msg_id}, which is added to it
   * @throws IllegalStateException if an answer is still waited for
   */
  public void call(String dest, ObjectNode body, long timeoutNanos, Consumer<RpcResult> onResult) {
    if (waiting != null) {
      throw new IllegalStateException(name + " still waits for an answer");
    }
    waiting = onResult;
    timeout = loop.after(timeoutNanos, () -> finish(new RpcResult.TimedOut()));
    body.put("msg_id", ++lastMsgId);
    byte[] json = Json.message(name, dest, body);
    if (isSetup) {
      network.sendOnce(name, dest, json);
    } else {
      network.send(name, dest, json);
    }
  }

  @Override
  public void receive(Packet packet) {
    JsonNode body = Json.parse(packet.json()).path("body");
    JsonNode inReplyTo = body.path("in_reply_to");
    if (waiting == null || !ValueShape.INTEGER.isMet().test(inReplyTo)) {
      return; // no answer to anything
    }
    if (inReplyTo.asLong() != lastMsgId) {
      return; // an answer that came too late
    }
    if ("error".equals(body.path("type").asString(""))) {
      finish(new RpcResult.Refused(body.path("code").asInt(-1), body.path("text").asString("")));
    } else {
      finish(new RpcResult.Answered(body));
    }
  }

  private void finish(RpcResult result) {
    Consumer<RpcResult> onResult = waiting;
    waiting = null;
    timeout.cancel();
    onResult.accept(result);
  }

  /** Leaves the network. */
  public void close() {
    network.detach(name);
  }
}
