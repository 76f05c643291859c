package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest version of every key, in the order of the logs that they were written to: every
 * incarnation of a node writes one. These are the logs after <em>compaction</em>: a write that was
 * overwritten has left a gap. So they are never longer than there are keys, however long some node
 * is away, and yet hold all that it will need. Not thread-safe.
 */
final class CompactedLogs {

  /** By the incarnation that wrote the log, and by the place in it. */
  private final Map<String, TreeMap<Long, List<Version>>> logs = new TreeMap<>();

  /** Puts a version in its place. */
  void add(Version version) {
    logs.computeIfAbsent(version.timestamp().incarnation(), log -> new TreeMap<>())
        .computeIfAbsent(version.place(), place -> new ArrayList<>(1))
        .add(version);
  }

  /** Takes out a version that was overwritten. */
  void remove(Version version) {
    String incarnation = version.timestamp().incarnation();
    TreeMap<Long, List<Version>> log = logs.get(incarnation);
    List<Version> writeSet = log.get(version.place());
    writeSet.removeIf(other -> other.write().key().equals(version.write().key()));
    if (writeSet.isEmpty()) {
      log.remove(version.place());
    }
    if (log.isEmpty()) {
      logs.remove(incarnation);
    }
  }

  /** All versions that a node with the given knowledge has not received. */
  List<Version> beyond(VersionVector known) {
    List<Version> versions = new ArrayList<>();
    logs.forEach((incarnation, log) ->
        log.tailMap(known.get(incarnation)).values().forEach(versions::addAll));
    return versions;
  }
}
