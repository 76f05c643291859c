package glomers.core.log;

import glomers.core.message.WireSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * For each key the highest offset that a consumer has committed: a map of maxima, merged by taking
 * the pointwise maximum. That merge is commutative, associative and idempotent, which makes it a
 * state-based CRDT (Shapiro et al., "Conflict-free Replicated Data Types", 2011): replicas that
 * have merged the same commits agree, in whatever order, and however often, these came.
 *
 * <p>Every change gets a version, local to this replica, so that a peer needs to be sent only what
 * changed since the version that it is known to have (Almeida, Shoker, Baquero, "Delta State
 * Replicated Data Types", 2018). Not thread-safe.
 */
public final class CommittedOffsets {

  /** A number, a comma and a colon. */
  private static final int OFFSET_BYTES = 24;

  private record Committed(long offset, long version) {}

  /**
   * What changed between two versions.
   *
   * @param version the later one: who has all before the earlier one, and these, has all up to here
   * @param offsets the offsets that changed, each as it is now
   */
  public record Changes(long version, Map<String, Long> offsets) {

    /** At least the number of bytes that these take in a message ({@link WireSize}). */
    public long wireBytes() {
      return offsets.keySet().stream().mapToLong(CommittedOffsets::wireBytes).sum();
    }
  }

  private final Map<String, Committed> byKey = new LinkedHashMap<>();
  private final TreeMap<Long, String> keyByVersion = new TreeMap<>();
  private long version;

  /** Raises each key's offset to the one given, where that is higher. */
  public void merge(Map<String, Long> offsets) {
    offsets.forEach(this::raise);
  }

  private void raise(String key, long offset) {
    Committed former = byKey.get(key);
    if (former != null) {
      if (former.offset >= offset) {
        return;
      }
      keyByVersion.remove(former.version);
    }
    version++;
    byKey.put(key, new Committed(offset, version));
    keyByVersion.put(version, key);
  }

  /** The version of the latest change; 0 before the first. */
  public long version() {
    return version;
  }

  /**
   * The first of the changes after the given version, as many as fit into a message. There are no
   * more if they lead to the latest {@link #version}.
   *
   * @param maxBytes where to stop: none is added once those before it take so many bytes
   */
  public Changes changesSince(long sinceVersion, long maxBytes) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    long reached = sinceVersion;
    long bytes = 0;
    for (Map.Entry<Long, String> change : keyByVersion.tailMap(sinceVersion, false).entrySet()) {
      if (bytes >= maxBytes) {
        return new Changes(reached, offsets);
      }
      reached = change.getKey();
      String key = change.getValue();
      offsets.put(key, byKey.get(key).offset);
      bytes += wireBytes(key);
    }
    return new Changes(version, offsets);
  }

  private static long wireBytes(String key) {
    return WireSize.of(key) + OFFSET_BYTES;
  }

  /** The committed offset of one key, if it has one. */
  public OptionalLong of(String key) {
    Committed committed = byKey.get(key);
    return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset);
  }

  /** The offsets of those of the given keys that have one. */
  public Map<String, Long> of(List<String> keys) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (String key : keys) {
      of(key).ifPresent(offset -> offsets.put(key, offset));
    }
    return offsets;
  }
}
