package glomers.txn;

import glomers.core.gossip.VersionVector;
import java.util.List;

/**
 * One copy of the registers. Every incarnation of a node writes a log of its own, of which each
 * replica has applied a first part, so that a {@link VersionVector} says what it knows. Guaranteed,
 * whatever is lost, repeated or late:
 *
 * <ul>
 *   <li><em>atomic</em>: a write set becomes visible as a whole;
 *   <li><em>causal</em>: not before every write set that its origin had applied when it wrote;
 *   <li><em>convergent</em>: replicas that have applied the same write sets hold the same values,
 *       since the highest timestamp wins; and no write set's timestamp is below one that it depends
 *       on.
 * </ul>
 *
 * <p>It follows that what a replica knows is <em>closed</em>: it holds the causes of all that it
 * holds, and can bring them to others. Nothing is acknowledged that has to wait for its causes; so
 * nothing waits for ever, even if all who had the causes are dead.
 *
 * <p>Not thread-safe.
 */
final class Replica {

  private final String log;
  private final HybridClock clock;
  private final VersionStore store = new VersionStore();
  private final VersionVector known = new VersionVector();

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

  /** Which entries have been applied; a copy. */
  VersionVector known() {
    return known.copy();
  }

  /** A timestamp above that of everything that this replica has heard of. */
  Timestamp nextTimestamp() {
    return new Timestamp(clock.tick(), log, 0);
  }

  /** Makes writes of this node visible, all at once, as the next entry of its log. */
  void write(Timestamp timestamp, List<Write> writes) {
    long place = known.get(log);
    store.install(writes.stream().map(write -> new Version(timestamp, place, write)).toList());
    known.raise(log, place + 1);
  }

  /** What a replica with the given knowledge lacks of what this one has. */
  Delta deltaFrom(VersionVector other) {
    VersionVector base = other.meet(known);
    return new Delta(base, known.copy(), store.newestBeyond(base));
  }

  /**
   * Takes what another replica has sent, unless something that must come first is not here.
   *
   * @return whether it was taken
   */
  boolean merge(Delta delta) {
    if (!known.covers(delta.base())) {
      return false;
    }
    delta.versions().forEach(version -> clock.observe(version.timestamp().time()));
    store.install(delta.versions());
    known.merge(delta.known());
    return true;
  }
}
