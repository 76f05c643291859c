package glomers.txn;

import glomers.core.gossip.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest version of every key, in the order of the logs that they were written to. These are
 * the logs after <em>compaction</em>: a write that was overwritten has left a gap. So they are
 * never longer than there are keys, however long some replica is away, and yet hold all that it
 * will need. Not thread-safe.
 */
final class CompactedLogs {

  private final Map<String, TreeMap<Long, List<Version>>> logs = new TreeMap<>();

  /** Puts a version in its place. */
  void add(Version version) {
    logs.computeIfAbsent(version.timestamp().origin(), log -> new TreeMap<>())
        .computeIfAbsent(version.place(), place -> new ArrayList<>(1))
        .add(version);
  }

  /** Takes out a version that was overwritten. */
  void remove(Version version) {
    String name = version.timestamp().origin();
    TreeMap<Long, List<Version>> log = logs.get(name);
    List<Version> writeSet = log.get(version.place());
    writeSet.removeIf(other -> other.write().key().equals(version.write().key()));
    if (writeSet.isEmpty()) {
      log.remove(version.place());
    }
    if (log.isEmpty()) {
      logs.remove(name);
    }
  }

  /** All versions that a replica with the given knowledge has not received. */
  List<Version> beyond(VersionVector known) {
    List<Version> versions = new ArrayList<>();
    logs.forEach((name, log) -> log.tailMap(known.get(name)).values().forEach(versions::addAll));
    return versions;
  }
}
