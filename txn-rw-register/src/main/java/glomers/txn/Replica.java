package glomers.txn;

import glomers.core.gossip.OriginLogs;
import glomers.core.gossip.Segment;
import glomers.core.gossip.VersionVector;
import java.util.List;
import java.util.Map;

/**
 * One copy of the registers, and of the logs of write sets that made them. Every incarnation of a
 * node writes a log of its own; every replica applies all logs. Guaranteed, whatever is lost,
 * repeated or late:
 *
 * <ul>
 *   <li><em>atomic</em>: a write set becomes visible as a whole;
 *   <li><em>causal</em>: not before every write set that its origin had applied when it wrote;
 *   <li><em>convergent</em>: replicas that have applied the same write sets hold the same values,
 *       since the highest timestamp wins; and no write set's timestamp is below one that it depends
 *       on.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class Replica {

  private final String log;
  private final HybridClock clock;
  private final VersionStore store = new VersionStore();
  private final OriginLogs<WriteSet> logs = new OriginLogs<>(writeSet -> 1);
  private final VersionVector applied = new VersionVector();
  private VersionVector appliedSinceLastWrite = new VersionVector();

  /**
   * An empty replica.
   *
   * @param log the name of the log that it will write, which no other replica and no other
   *     incarnation of this one has
   */
  Replica(String log, HybridClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** The name of the log that this replica writes. */
  String log() {
    return log;
  }

  /** The registers. */
  VersionStore store() {
    return store;
  }

  /** A timestamp above that of everything that this replica has heard of. */
  Timestamp nextTimestamp() {
    return new Timestamp(clock.tick(), log, 0);
  }

  /** Makes writes of this node visible, all at once, and appends them to its log. */
  void write(Timestamp timestamp, List<Write> writes) {
    logs.append(log, new WriteSet(timestamp, appliedSinceLastWrite, writes));
    appliedSinceLastWrite = new VersionVector();
    applyNextOf(log);
  }

  /** Takes entries of another replica's log, and applies what can be applied now. */
  List<WriteSet> accept(Segment<WriteSet> segment) {
    List<WriteSet> fresh = logs.accept(segment);
    if (!fresh.isEmpty()) {
      fresh.forEach(writeSet -> clock.observe(writeSet.timestamp().time()));
      applyReady();
    }
    return fresh;
  }

  /**
   * Takes over a copy of another replica's registers, which holds the effects of the given entries.
   */
  void merge(VersionVector appliedThere, List<Version> versions) {
    if (applied.covers(appliedThere)) {
      return;
    }
    versions.forEach(version -> clock.observe(version.timestamp().time()));
    store.install(versions);
    logs.skipTo(appliedThere);
    appliedThere
        .counts()
        .forEach((name, count) -> {
          if (count > applied.get(name)) {
            markApplied(name, count);
          }
        });
    applyReady();
  }

  /** Which entries have been received; a copy. */
  VersionVector known() {
    return logs.known();
  }

  /** Which entries have been applied, all of which have been received; a copy. */
  VersionVector applied() {
    return applied.copy();
  }

  /** Whether the entries that another replica lacks can be sent one by one. */
  boolean canSupply(VersionVector other) {
    return logs.canSupply(other);
  }

  /** The entries that a replica with the given knowledge lacks, as many as asked for. */
  List<Segment<WriteSet>> missingFrom(VersionVector other, int maxWriteSets) {
    return logs.missingFrom(other, maxWriteSets);
  }

  /**
   * Drops the entries that all replicas have received, except those that this one has yet to apply.
   */
  void forget(VersionVector receivedEverywhere) {
    logs.forget(receivedEverywhere.meet(applied));
  }

  private void applyReady() {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Map.Entry<String, Long> entry : logs.known().counts().entrySet()) {
        while (applied.get(entry.getKey()) < entry.getValue() && applyNextOf(entry.getKey())) {
          progress = true;
        }
      }
    }
  }

  private boolean applyNextOf(String name) {
    long place = applied.get(name);
    WriteSet next = logs.entry(name, place);
    if (!applied.covers(next.dependencies())) {
      return false;
    }
    store.install(
        next.writes().stream().map(write -> new Version(next.timestamp(), write)).toList());
    markApplied(name, place + 1);
    return true;
  }

  private void markApplied(String name, long count) {
    applied.raise(name, count);
    if (!name.equals(log)) {
      appliedSinceLastWrite.raise(name, count);
    }
  }
}
