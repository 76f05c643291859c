package glomers.core.gossip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node knows, as one number for each log: it has the log's first {@code n} entries. Logs
 * that are not named count as 0. (Parker et al., "Detection of Mutual Inconsistency in Distributed
 * Systems", 1983; used for anti-entropy as in Bayou, Petersen et al., SOSP 1997, section 3.)
 *
 * <p>Mutable, only ever growing; not thread-safe. On the wire a JSON object.
 */
public final class VersionVector {

  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** A vector that knows nothing. */
  public VersionVector() {}

  /** A vector of the given counts. */
  @JsonCreator
  public VersionVector(Map<String, Long> counts) {
    counts.forEach(this::raise);
  }

  /** How many entries of the log are known. */
  public long get(String log) {
    return counts.getOrDefault(log, 0L);
  }

  /** Raises the count of a log to at least the given one. */
  public void raise(String log, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count of entries cannot be " + count);
    }
    if (count > get(log)) {
      counts.put(log, count);
    }
  }

  /** Raises every count to at least the other's: the least vector that knows what either knows. */
  public void merge(VersionVector other) {
    other.counts.forEach(this::raise);
  }

  /** Whether this knows everything that the other knows. */
  public boolean covers(VersionVector other) {
    for (Map.Entry<String, Long> entry : other.counts.entrySet()) {
      if (get(entry.getKey()) < entry.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** The greatest vector that knows nothing but what both know; a new one. */
  public VersionVector meet(VersionVector other) {
    VersionVector meet = new VersionVector();
    counts.forEach((log, count) -> meet.raise(log, Math.min(count, other.get(log))));
    return meet;
  }

  /** An independent copy. */
  public VersionVector copy() {
    VersionVector copy = new VersionVector();
    copy.counts.putAll(counts);
    return copy;
  }

  /** The counts above 0, in the order of the logs' names; a view. */
  @JsonValue
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionVector that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
