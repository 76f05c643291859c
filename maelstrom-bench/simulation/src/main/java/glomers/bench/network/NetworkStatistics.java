package glomers.bench.network;

/**
 * How many messages there were, counted as Maelstrom's net checker counts them, and how long they
 * were. Not thread-safe.
 */
public final class NetworkStatistics {

  private final Counter clients = new Counter();
  private final Counter servers = new Counter();
  private long droppedByPartition;
  private long lost;
  private long undeliverable;

  /**
   * Counts of one group of messages.
   *
   * @param sendCount how many were sent, whether they arrived or not
   * @param receiveCount how many arrived; copies count
   * @param messageCount how many distinct ones there were
   * @param byteCount how long those were together, as JSON without the ends of lines
   */
  public record Counts(long sendCount, long receiveCount, long messageCount, long byteCount) {}

  void sent(Packet packet) {
    Counter counter = counterFor(packet);
    counter.sent++;
    counter.sentBytes += packet.json().length;
  }

  void received(Packet packet) {
    counterFor(packet).received++;
  }

  void droppedByPartition() {
    droppedByPartition++;
  }

  void lost() {
    lost++;
  }

  void undeliverable() {
    undeliverable++;
  }

  private Counter counterFor(Packet packet) {
    return packet.involvesClient() ? clients : servers;
  }

  /** Messages with a client at one end. */
  public Counts clients() {
    return clients.counts();
  }

  /** Messages among nodes and services. */
  public Counts servers() {
    return servers.counts();
  }

  /** All messages. */
  public Counts all() {
    return new Counts(
        clients.sent + servers.sent,
        clients.received + servers.received,
        clients.sent + servers.sent,
        clients.sentBytes + servers.sentBytes);
  }

  /** How many messages a partition cost. */
  public long droppedByPartitionCount() {
    return droppedByPartition;
  }

  /** How many messages chance lost. */
  public long lostCount() {
    return lost;
  }

  /** How many messages were for someone who had gone, or was dead. */
  public long undeliverableCount() {
    return undeliverable;
  }

  private static final class Counter {
    private long sent;
    private long received;
    private long sentBytes;

    Counts counts() {
      // A copy made by the network is the same message, so what was sent is distinct.
      return new Counts(sent, received, sent, sentBytes);
    }
  }
}
