package glomers.bench.repeat;

import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import java.util.zip.CRC32C;

/**
 * The trace that a run's messages leave: a hash over who sent whom what and when, and what became
 * of it, and the first of these events themselves, to tell where two runs part. They are kept as
 * bytes, since hardly ever anybody asks for them. Lives on its network's thread.
 */
public final class RunTrace implements Network.Observer {

  /** More than any of the fifteen scenarios has. */
  private static final int MAX_EVENTS = 1_000_000;

  private static final long MAX_BYTES = 64_000_000;

  private final int maxEvents;
  private final CRC32C crc = new CRC32C();
  private final EventLog kept = new EventLog();
  private long events;
  private long hash;

  /** A trace that keeps all events of a run of the usual length. */
  public RunTrace() {
    this(MAX_EVENTS);
  }

  RunTrace(int maxEvents) {
    this.maxEvents = maxEvents;
  }

  @Override
  public void sent(Packet packet, long nowNanos) {
    crc.reset();
    crc.update(packet.json());
    mix(crc.getValue() << 32 | packet.json().length);
    mix((long) packet.src().hashCode() << 32 | (packet.dest().hashCode() & 0xffff_ffffL));
    add(MessageEvent.Kind.SENT, packet, nowNanos);
  }

  @Override
  public void received(Packet packet, long nowNanos) {
    add(MessageEvent.Kind.RECEIVED, packet, nowNanos);
  }

  @Override
  public void missed(Packet packet, Network.Miss miss, long nowNanos) {
    add(
        switch (miss) {
          case LOST -> MessageEvent.Kind.LOST;
          case CUT -> MessageEvent.Kind.CUT;
          case GONE -> MessageEvent.Kind.GONE;
        },
        packet,
        nowNanos);
  }

  private void add(MessageEvent.Kind kind, Packet packet, long nowNanos) {
    mix(packet.id() << 3 | kind.ordinal());
    mix(nowNanos);
    if (isComplete() && kept.count() < maxEvents && kept.byteCount() <= MAX_BYTES) {
      kept.add(kind, packet, nowNanos);
    }
    events++;
  }

  /** The order counts: what was mixed in before is moved about by each step. */
  private void mix(long word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 32;
  }

  /** Whether it kept all events, and not only the first. */
  public boolean isComplete() {
    return kept.count() == events;
  }

  /** Whether the same happened at the same times, as far as a hash of 64 bits can tell. */
  boolean isSame(RunTrace other) {
    return events == other.events && hash == other.hash;
  }

  /** How many events were kept. */
  int keptCount() {
    return kept.count();
  }

  /** Reads the events that were kept, from the first on. */
  EventLog.Reader reader() {
    return kept.reader();
  }
}
