package glomers.bench.network;

/** One end of the network: a node, a client or a service. */
@FunctionalInterface
public interface Receiver {

  /** Takes a message that has arrived. */
  void receive(Packet packet);

  /** Whether it is there to take one: a node that is dead is not. */
  default boolean isThere() {
    return true;
  }
}
