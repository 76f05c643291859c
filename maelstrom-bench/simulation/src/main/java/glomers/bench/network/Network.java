package glomers.bench.network;

import glomers.bench.engine.Decisions;
import glomers.bench.engine.EventLoop;
import glomers.core.node.Context;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries messages as Maelstrom's network does, faults included, and adds faults that it lacks.
 * Lives on its loop's thread.
 *
 * <p>Each receiver has a queue ordered by the time at which messages are due. It takes the message
 * that is due first and then sleeps until it is due; what arrives in the meantime waits behind it.
 * A partition drops a message when the receiver takes it.
 */
public final class Network {

  private final EventLoop loop;
  private Latency latency;
  private Decisions.Draw latencyDraw;
  private LinkFaults linkFaults;
  private final HandlingTime handlingTime;
  private final Decisions decisions;
  private static final int RECENT_LINKS = 1 << 10;

  private final Map<String, Map<String, Link>> links = new HashMap<>();

  /** Where links are found that were used before and not long ago. */
  private final Link[] recentLinks = new Link[RECENT_LINKS];

  private final Map<String, Inbox> inboxes = new HashMap<>();
  private final Set<String> departed = new LinkedHashSet<>();
  private final Set<String> nodes;
  private final NetworkStatistics statistics = new NetworkStatistics();
  private Partition partition = Partition.NONE;
  private Observer observer = Observer.NONE;
  private long nextId;

  /** Sees messages go by, each with the loop's time. */
  public interface Observer {

    /** Looks away. */
    Observer NONE = new Observer() {};

    /** A message is sent. */
    default void sent(Packet packet, long nowNanos) {}

    /** A message, or a copy of one, has arrived. */
    default void received(Packet packet, long nowNanos) {}

    /** A message, or a copy of one, will never arrive. */
    default void missed(Packet packet, Miss miss, long nowNanos) {}

    /** All of the given observers, in their order. */
    static Observer of(List<Observer> observers) {
      return observers.size() == 1 ? observers.getFirst() : new Observers(List.copyOf(observers));
    }
  }

  /** Why a message does not arrive. */
  public enum Miss {
    /** Chance lost it. */
    LOST,
    /** A partition dropped it. */
    CUT,
    /** The one whom it was for has gone, or is dead. */
    GONE
  }

  /** How long a receiver is busy with a message before it takes effect, in nanoseconds. */
  public enum HandlingTime {

    /** Where pipes and processes cost real time, nothing is to be added. */
    NONE(0, 0),

    /**
     * For simulated nodes, which would answer in no time at all: the microseconds that a pipe and a
     * process cost. Without them nothing would ever overlap on a network without latency.
     */
    SIMULATED(10_000, 100_000);

    private final long usualNanos;
    private final Decisions.Draw draw;

    HandlingTime(long minNanos, long maxNanos) {
      usualNanos = (minNanos + maxNanos) / 2;
      draw = random -> minNanos == maxNanos ? minNanos : random.nextLong(minNanos, maxNanos);
    }

    private long nanos(Packet packet) {
      return packet.decide(Decisions.Kind.HANDLING, usualNanos, draw);
    }
  }

  /** The way from one to another, and what is the same for all that is sent on it. */
  private final class Link {
    private final String src;
    private final String dest;
    private final Decisions.Subject subject;
    private final boolean isBetweenNodes;
    private final boolean isForRequests;
    private long sent;

    Link(String src, String dest) {
      this.src = src;
      this.dest = dest;
      subject = decisions.about(src + '>' + dest);
      isBetweenNodes = nodes.contains(src) && nodes.contains(dest);
      isForRequests = nodes.contains(dest) && (Packet.isClient(src) || Packet.isClient(dest));
    }
  }

  /**
   * A network.
   *
   * @param nodes the names of the nodes, between which link faults happen
   * @param decisions decide about each message; what they are about is called {@code n0>n1}
   */
  public Network(
      EventLoop loop,
      List<String> nodes,
      Latency latency,
      LinkFaults linkFaults,
      HandlingTime handlingTime,
      Decisions decisions) {
    this.loop = loop;
    this.nodes = Set.copyOf(nodes);
    this.linkFaults = linkFaults;
    this.handlingTime = handlingTime;
    this.decisions = decisions;
    setLatency(latency);
  }

  /**
   * Joins someone to the network.
   *
   * @throws IllegalStateException if the name is taken
   */
  public void attach(String name, Receiver receiver) {
    if (inboxes.putIfAbsent(name, new Inbox(name, receiver)) != null) {
      throw new IllegalStateException("there is already a '" + name + "' on the network");
    }
  }

  /** Takes someone off the network: what is still for it is dropped. */
  public void detach(String name) {
    inboxes.remove(name);
    departed.add(name);
  }

  /** Whether someone of this name is or was on the network. */
  public boolean knows(String name) {
    return inboxes.containsKey(name) || departed.contains(name);
  }

  /** Cuts the network, instead of how it was cut before. */
  public void setPartition(Partition partition) {
    this.partition = partition;
  }

  /** Sets what chance does to links from now on. */
  public void setLinkFaults(LinkFaults faults) {
    linkFaults = faults;
  }

  /** Sets how long messages travel that are sent from now on. */
  public void setLatency(Latency latency) {
    this.latency = latency;
    this.latencyDraw = latency::drawNanos;
  }

  /** Whether no partition keeps what the second sends from the first. */
  public boolean hears(String receiver, String sender) {
    return !partition.cuts(sender, receiver);
  }

  /** Whether nothing is cut. */
  public boolean isWhole() {
    return !partition.cutsAnything();
  }

  /** Has the given observer see all messages from now on. */
  public void observe(Observer observer) {
    this.observer = observer;
  }

  /** What was counted so far. */
  public NetworkStatistics statistics() {
    return statistics;
  }

  /** Sends a message. */
  public void send(String src, String dest, byte[] json) {
    Link link = link(src, dest);
    Packet packet = sendFirst(link, src, dest, json);
    if (link.isForRequests && comesTwice(packet, linkFaults.retryProbability())) {
      Packet copy = packet.copied();
      loop.after(
          copy.decide(Decisions.Kind.HOLD, 0, random -> random.nextLong(LinkFaults.MAX_HOLD_NANOS)),
          () -> enqueue(copy, 0));
    }
  }

  /** Sends a message that is never sent again for somebody who lost patience. */
  public void sendOnce(String src, String dest, byte[] json) {
    sendFirst(link(src, dest), src, dest, json);
  }

  /**
   * Drops what clients have sent to someone who has not got it yet: it was meant for the
   * incarnation that has ended.
   */
  public void dropRequests(String dest) {
    inboxes.get(dest).dropRequests();
  }

  private Link link(String src, String dest) {
    int mixed = (31 * src.hashCode() + dest.hashCode()) * 0x9E3779B9;
    int slot = (mixed ^ mixed >>> 16) & RECENT_LINKS - 1;
    Link recent = recentLinks[slot];
    if (recent == null || !recent.src.equals(src) || !recent.dest.equals(dest)) {
      recent =
          links
              .computeIfAbsent(src, unused -> new HashMap<>())
              .computeIfAbsent(dest, unused -> new Link(src, dest));
      recentLinks[slot] = recent;
    }
    return recent;
  }

  private Packet sendFirst(Link link, String src, String dest, byte[] json) {
    Packet packet = new Packet(nextId++, src, dest, json, link.subject, link.sent++, 0);
    statistics.sent(packet);
    observer.sent(packet, loop.nowNanos());
    boolean isBetweenNodes = link.isBetweenNodes;
    if (isBetweenNodes && isLost(packet)) {
      statistics.lost();
      observer.missed(packet, Miss.LOST, loop.nowNanos());
      return packet;
    }
    route(packet, isBetweenNodes);
    if (isBetweenNodes && comesTwice(packet, linkFaults.duplicateProbability())) {
      route(packet.copied(), true);
    }
    return packet;
  }

  private boolean isLost(Packet packet) {
    double probability = linkFaults.lossProbability();
    return probability > 0
        && packet.link().happens(Decisions.Kind.LOSS, packet.number(), probability);
  }

  private static boolean comesTwice(Packet packet, double probability) {
    return probability > 0
        && packet.link().happens(Decisions.Kind.COPY, packet.number(), probability);
  }

  private long holdNanos(Packet packet) {
    double probability = linkFaults.reorderProbability();
    return probability == 0
        ? 0
        : packet.decide(
            Decisions.Kind.HOLD,
            0,
            random ->
                random.nextDouble() < probability
                    ? 1 + random.nextLong(LinkFaults.MAX_HOLD_NANOS)
                    : 0);
  }

  private void route(Packet packet, boolean isBetweenNodes) {
    long latencyNanos =
        packet.involvesClient()
            ? 0
            : packet.decide(Decisions.Kind.LATENCY, latency.meanNanos(), latencyDraw);
    long holdNanos = isBetweenNodes ? holdNanos(packet) : 0;
    if (holdNanos > 0) {
      // Held back before it reaches the receiver's queue, where it would hold up everything else.
      loop.after(holdNanos, () -> enqueue(packet, latencyNanos));
    } else {
      enqueue(packet, latencyNanos);
    }
  }

  private void enqueue(Packet packet, long latencyNanos) {
    Inbox inbox = inboxes.get(packet.dest());
    if (inbox == null) {
      statistics.undeliverable();
      observer.missed(packet, Miss.GONE, loop.nowNanos());
    } else {
      inbox.put(packet, loop.nowNanos() + latencyNanos);
    }
  }

  /** One receiver's queue. */
  private final class Inbox {
    private final String name;
    private final Receiver receiver;
    private final DueQueue waiting = new DueQueue();
    private final Runnable deliver = this::deliver;
    private Packet taken;
    private Context.Timer delivery = () -> {};

    Inbox(String name, Receiver receiver) {
      this.name = name;
      this.receiver = receiver;
    }

    void put(Packet packet, long dueNanos) {
      if (taken == null && waiting.isEmpty()) {
        take(packet, dueNanos);
      } else {
        waiting.add(packet, dueNanos);
        takeNext();
      }
    }

    private void takeNext() {
      while (taken == null && !waiting.isEmpty()) {
        long dueNanos = waiting.firstDueNanos();
        take(waiting.take(), dueNanos);
      }
    }

    private void take(Packet packet, long dueNanos) {
      if (partition.cuts(packet.src(), name)) {
        statistics.droppedByPartition();
        observer.missed(packet, Miss.CUT, loop.nowNanos());
      } else {
        taken = packet;
        delivery =
            loop.at(Math.max(dueNanos, loop.nowNanos()) + handlingTime.nanos(packet), deliver);
      }
    }

    void dropRequests() {
      waiting.takeAll(Packet::involvesClient).forEach(this::drop);
      if (taken != null && taken.involvesClient()) {
        Packet packet = taken;
        taken = null;
        delivery.cancel();
        drop(packet);
        takeNext();
      }
    }

    private void drop(Packet packet) {
      statistics.undeliverable();
      observer.missed(packet, Miss.GONE, loop.nowNanos());
    }

    private void deliver() {
      Packet packet = taken;
      taken = null;
      if (inboxes.get(name) != this) {
        drop(packet);
        return;
      }
      if (!receiver.isThere()) {
        drop(packet);
        takeNext();
        return;
      }
      statistics.received(packet);
      observer.received(packet, loop.nowNanos());
      receiver.receive(packet);
      takeNext();
    }
  }
}
