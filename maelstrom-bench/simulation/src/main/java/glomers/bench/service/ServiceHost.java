package glomers.bench.service;

import glomers.bench.engine.Decisions;
import glomers.bench.json.Json;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.network.Receiver;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A service's place on the network: takes requests and sends answers. */
public final class ServiceHost implements Receiver {

  /** The names of the services that every test has. */
  public static final List<String> NAMES = List.of("lin-kv", "seq-kv", "lww-kv", "lin-tso");

  private final Network network;
  private final String name;
  private final Service service;

  private ServiceHost(Network network, String name, Service service) {
    this.network = network;
    this.name = name;
    this.service = service;
  }

  /** Joins the services that every Maelstrom test has to the network. */
  public static void attachAll(Network network, Decisions decisions) {
    attach(network, "lin-kv", new LinearizableKv());
    attach(network, "seq-kv", new SequentialKv(decisions.about("seq-kv")));
    attach(network, "lww-kv", new LastWriteWinsKv(decisions.about("lww-kv")));
    attach(network, "lin-tso", new TimestampOracle());
  }

  static void attach(Network network, String name, Service service) {
    network.attach(name, new ServiceHost(network, name, service));
  }

  @Override
  public void receive(Packet packet) {
    JsonNode request = Json.bodyOf(packet.json());
    ObjectNode reply = service.handle(packet.src(), request);
    if (request.has("msg_id")) {
      reply.set("in_reply_to", request.get("msg_id"));
    }
    network.send(name, packet.src(), Json.message(name, packet.src(), reply));
  }
}
