package glomers.bench.network;

import glomers.bench.network.TracedMessage.Fate;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Remembers the messages of a run from its beginning: when each was sent, and what became of it. It
 * holds on to what is there anyway, so that watching costs next to nothing. When it is full it
 * counts what more there is. Lives on its network's thread.
 */
public final class MessageJournal implements Network.Observer {

  /** More than any of the fifteen scenarios sends. */
  private static final int MAX_MESSAGES = 400_000;

  private static final long MAX_BYTES = 160_000_000;

  private final int maxMessages;
  private final List<Packet> packets = new ArrayList<>();
  private final List<Copy> copies = new ArrayList<>();
  private long[] sentNanos = new long[1024];
  private long[] endNanos = new long[1024];
  private Fate[] fates = new Fate[1024];
  private long bytes;
  private long omitted;

  private record Copy(Packet packet, Fate fate, long endNanos) {}

  /** A journal with room for all that a run of the usual length sends. */
  public MessageJournal() {
    this(MAX_MESSAGES);
  }

  MessageJournal(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  @Override
  public void sent(Packet packet, long nowNanos) {
    int place = packets.size();
    if (place == maxMessages || bytes > MAX_BYTES || packet.id() != place) {
      omitted++;
      return;
    }
    if (place == sentNanos.length) {
      sentNanos = Arrays.copyOf(sentNanos, 2 * place);
      endNanos = Arrays.copyOf(endNanos, 2 * place);
      fates = Arrays.copyOf(fates, 2 * place);
    }
    packets.add(packet);
    bytes += packet.json().length;
    sentNanos[place] = nowNanos;
    endNanos[place] = nowNanos;
    fates[place] = Fate.PENDING;
  }

  @Override
  public void received(Packet packet, long nowNanos) {
    ended(packet, Fate.DELIVERED, nowNanos);
  }

  @Override
  public void missed(Packet packet, Network.Miss miss, long nowNanos) {
    ended(packet, Fate.of(miss), nowNanos);
  }

  private void ended(Packet packet, Fate fate, long nowNanos) {
    if (packet.id() >= packets.size()) {
      return; // one of those that there was no room for
    }
    int place = (int) packet.id();
    if (fates[place] == Fate.PENDING) {
      fates[place] = fate;
      endNanos[place] = nowNanos;
    } else if (copies.size() < maxMessages) {
      copies.add(new Copy(packet, fate, nowNanos));
    }
  }

  /** How many messages there was no room for. */
  public long omittedCount() {
    return omitted;
  }

  /**
   * All that it remembers, in the order of sending. Each message is put together when somebody asks
   * for it.
   *
   * @param originNanos the loop's time from which to count
   */
  public List<TracedMessage> messages(long originNanos) {
    copies.sort(Comparator.comparingLong(copy -> copy.packet.id())); // stable
    return new Messages(packets.size(), List.copyOf(copies), originNanos);
  }

  /** Messages as they were sent, and behind each what its copies came to. */
  private final class Messages extends AbstractList<TracedMessage> implements RandomAccess {
    private final int count;
    private final List<Copy> copies;

    /** Where in this list each copy stands. */
    private final int[] placesOfCopies;

    private final long originNanos;

    Messages(int count, List<Copy> copies, long originNanos) {
      this.count = count;
      this.copies = copies;
      this.originNanos = originNanos;
      this.placesOfCopies = new int[copies.size()];
      for (int i = 0; i < placesOfCopies.length; i++) {
        placesOfCopies[i] = (int) copies.get(i).packet.id() + 1 + i;
      }
    }

    @Override
    public TracedMessage get(int place) {
      Objects.checkIndex(place, size());
      int found = Arrays.binarySearch(placesOfCopies, place);
      if (found >= 0) {
        Copy copy = copies.get(found);
        return traced(copy.packet, copy.fate, copy.endNanos, true, originNanos);
      }
      int copiesBefore = -found - 1;
      int id = place - copiesBefore;
      return traced(packets.get(id), fates[id], endNanos[id], false, originNanos);
    }

    @Override
    public int size() {
      return count + copies.size();
    }
  }

  private TracedMessage traced(
      Packet packet, Fate fate, long end, boolean isCopy, long originNanos) {
    return new TracedMessage(
        packet.id(),
        packet.src(),
        packet.dest(),
        sentNanos[(int) packet.id()] - originNanos,
        fate,
        end - originNanos,
        isCopy,
        new String(packet.json(), StandardCharsets.UTF_8));
  }
}
