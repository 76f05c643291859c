package glomers.bench.network;

import java.util.List;

/** Several observers as one. */
record Observers(List<Network.Observer> all) implements Network.Observer {

  @Override
  public void sent(Packet packet, long nowNanos) {
    all.forEach(observer -> observer.sent(packet, nowNanos));
  }

  @Override
  public void received(Packet packet, long nowNanos) {
    all.forEach(observer -> observer.received(packet, nowNanos));
  }

  @Override
  public void missed(Packet packet, Network.Miss miss, long nowNanos) {
    all.forEach(observer -> observer.missed(packet, miss, nowNanos));
  }
}
