package glomers.bench.repeat;

import glomers.bench.network.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to messages, written one event behind the other into large arrays: a run of a
 * hundred thousand events is a few objects then, which costs a collector of garbage nothing. What a
 * message says is written once, when it is sent.
 */
final class EventLog {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final MessageEvent.Kind[] KINDS = MessageEvent.Kind.values();

  private final List<byte[]> chunks = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private byte[] chunk = {};
  private int used;
  private long fullBytes;
  private int count;

  /** The number after the highest of any packet so far. */
  private long packets;

  /** How many events there are. */
  int count() {
    return count;
  }

  /** How many bytes they take. */
  long byteCount() {
    return fullBytes + used;
  }

  /** Adds an event. */
  void add(MessageEvent.Kind kind, Packet packet, long timeNanos) {
    boolean isTold = kind == MessageEvent.Kind.SENT || packet.id() >= packets;
    packets = Math.max(packets, packet.id() + 1);
    put(2 * kind.ordinal() + (isTold ? 1 : 0));
    put(packet.id());
    put(timeNanos);
    if (isTold) {
      put(place(packet.src()));
      put(place(packet.dest()));
      put(packet.json().length);
      put(packet.json());
    }
    count++;
  }

  private int place(String name) {
    Integer known = places.get(name);
    if (known != null) {
      return known;
    }
    names.add(name);
    places.put(name, names.size() - 1);
    return names.size() - 1;
  }

  /** Seven bits a byte, the lowest first; the last byte has no eighth bit. */
  private void put(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      putByte((byte) (rest | 0x80));
      rest >>>= 7;
    }
    putByte((byte) rest);
  }

  private void putByte(byte value) {
    if (used == chunk.length) {
      nextChunk();
    }
    chunk[used++] = value;
  }

  private void put(byte[] bytes) {
    for (int from = 0; from < bytes.length; ) {
      if (used == chunk.length) {
        nextChunk();
      }
      int length = Math.min(bytes.length - from, chunk.length - used);
      System.arraycopy(bytes, from, chunk, used, length);
      used += length;
      from += length;
    }
  }

  private void nextChunk() {
    fullBytes += used;
    chunk = new byte[CHUNK_BYTES];
    chunks.add(chunk);
    used = 0;
  }

  /** Reads from the first event on; nothing may be added meanwhile. */
  Reader reader() {
    return new Reader();
  }

  /** Reads one event after the other. */
  final class Reader {
    private final Map<Long, Packet> packetsById = new HashMap<>();
    private int read;
    private int chunkPlace;
    private int offset;

    /** The next event; empty if there is none. */
    Optional<MessageEvent> next() {
      if (read == count) {
        return Optional.empty();
      }
      read++;
      int kind = (int) number();
      long id = number();
      long timeNanos = number();
      if (kind % 2 == 1) {
        String src = names.get((int) number());
        String dest = names.get((int) number());
        packetsById.put(id, new Packet(id, src, dest, bytes((int) number())));
      }
      return Optional.of(new MessageEvent(KINDS[kind / 2], packetsById.get(id), timeNanos));
    }

    private long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = nextByte();
        number |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    private byte nextByte() {
      if (offset == CHUNK_BYTES) {
        offset = 0;
        chunkPlace++;
      }
      return chunks.get(chunkPlace)[offset++];
    }

    private byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = nextByte();
      }
      return bytes;
    }
  }
}
