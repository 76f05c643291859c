package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One node's registers, in several versions, so that a transaction can read them as they were when
 * it began while others go on installing writes (multi-version concurrency control; Bernstein and
 * Goodman, "Multiversion Concurrency Control", TODS 1983).
 *
 * <p>Two orders meet here. The <em>timestamp</em> says which version wins, at every node alike. The
 * <em>sequence</em> says in which order this node came to know them. A snapshot is a place in the
 * sequence: a write set that arrives late may carry a timestamp from before the snapshot, and still
 * must not appear in it. A version that has lost already when it is installed can never be seen,
 * and is dropped; so what is kept of a key rises in both orders.
 *
 * <p>Kept is the newest version of each key, and what open snapshots see. Not thread-safe.
 */
final class VersionStore {

  /** A state of the registers that stays readable until it is closed. */
  record Snapshot(long sequence) {}

  private record Installed(Version version, long sequence) {
    Timestamp timestamp() {
      return version.timestamp();
    }

    JsonNode value() {
      return version.write().value();
    }
  }

  private final Map<JsonNode, List<Installed>> chains = new LinkedHashMap<>();
  private final CompactedLogs newest = new CompactedLogs();
  private final TreeMap<Long, Integer> openSnapshots = new TreeMap<>();
  private final Set<JsonNode> keysWithOldVersions = new LinkedHashSet<>();
  private long sequence;
  private Optional<Timestamp> highest = Optional.empty();

  /** Makes the versions visible, all at once, to snapshots that are opened from now on. */
  void install(List<Version> versions) {
    sequence++;
    versions.forEach(this::install);
  }

  private void install(Version version) {
    JsonNode key = version.write().key();
    List<Installed> chain = chains.computeIfAbsent(key, none -> new ArrayList<>(1));
    if (!chain.isEmpty() && version.timestamp().compareTo(chain.getLast().timestamp()) <= 0) {
      return;
    }
    if (!chain.isEmpty()) {
      newest.remove(chain.getLast().version());
    }
    newest.add(version);
    chain.add(new Installed(version, sequence));
    if (highest.isEmpty() || version.timestamp().compareTo(highest.get()) > 0) {
      highest = Optional.of(version.timestamp());
    }
    dropUnseen(key, chain);
  }

  /** Opens a snapshot of everything that is installed. */
  Snapshot openSnapshot() {
    openSnapshots.merge(sequence, 1, Integer::sum);
    return new Snapshot(sequence);
  }

  /** Ends a snapshot's use: what only it could see is dropped. */
  void close(Snapshot snapshot) {
    Integer users = openSnapshots.get(snapshot.sequence());
    if (users == null) {
      throw new IllegalStateException(snapshot + " is not open");
    }
    if (users > 1) {
      openSnapshots.put(snapshot.sequence(), users - 1);
      return;
    }
    openSnapshots.remove(snapshot.sequence());
    for (JsonNode key : List.copyOf(keysWithOldVersions)) {
      dropUnseen(key, chains.get(key));
    }
  }

  /** The key's value in the snapshot; empty if it had none. */
  Optional<JsonNode> read(JsonNode key, Snapshot snapshot) {
    return chains.getOrDefault(key, List.of()).reversed().stream()
        .filter(installed -> installed.sequence() <= snapshot.sequence())
        .map(Installed::value)
        .findFirst();
  }

  /** Whether the key has got another value since the snapshot was opened. */
  boolean hasChangedSince(JsonNode key, Snapshot snapshot) {
    List<Installed> chain = chains.getOrDefault(key, List.of());
    return !chain.isEmpty() && chain.getLast().sequence() > snapshot.sequence();
  }

  /** The highest timestamp that was ever installed. */
  Optional<Timestamp> highestTimestamp() {
    return highest;
  }

  /** Of every key the newest version, if a node with the given knowledge has not received it. */
  List<Version> newestBeyond(VersionVector known) {
    return newest.beyond(known);
  }

  /** How many versions are kept, of all keys. */
  int versionCount() {
    return chains.values().stream().mapToInt(List::size).sum();
  }

  private void dropUnseen(JsonNode key, List<Installed> chain) {
    long oldest = openSnapshots.isEmpty() ? sequence : openSnapshots.firstKey();
    int first = chain.size() - 1;
    while (first > 0 && chain.get(first).sequence() > oldest) {
      first--;
    }
    chain.subList(0, first).clear();
    if (chain.size() > 1) {
      keysWithOldVersions.add(key);
    } else {
      keysWithOldVersions.remove(key);
    }
  }
}
