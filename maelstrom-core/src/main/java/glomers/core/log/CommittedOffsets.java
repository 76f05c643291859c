package glomers.core.log;

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

  private record Committed(long offset, long version) {}

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

  /** The offsets that changed after the given version, each as it is now. */
  public Map<String, Long> changesSince(long sinceVersion) {
    Map<String, Long> changes = new LinkedHashMap<>();
    for (String key : keyByVersion.tailMap(sinceVersion, false).values()) {
      changes.put(key, byKey.get(key).offset);
    }
    return changes;
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
