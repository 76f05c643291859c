package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.util.List;

/**
 * One node's copy of the registers. Every incarnation of a node writes a log of its own, of which
 * each copy has applied a first part, so that a {@link VersionVector} says what it knows.
 * Guaranteed, whatever is lost, repeated or late:
 *
 * <ul>
 *   <li><em>atomic</em>: a write set becomes visible as a whole;
 *   <li><em>causal</em>: not before every write set that its writer had applied when it wrote;
 *   <li><em>convergent</em>: copies that have applied the same write sets hold the same values,
 *       since the highest timestamp wins; and no write set's timestamp is below one that it depends
 *       on.
 * </ul>
 *
 * <p>It follows that what a copy knows is <em>closed</em>: it holds the causes of all that it
 * holds, and can bring them to others. Nothing is acknowledged that has to wait for its causes; so
 * nothing waits for ever, even if all who had the causes are dead.
 *
 * <p>Not thread-safe.
 */
final class Registers {

  private final String incarnation;
  private final HybridClock clock;
  private final VersionStore store = new VersionStore();
  private final VersionVector known = new VersionVector();

  /**
   * Empty registers.
   *
   * @param incarnation the node's incarnation, whose log they will write
   */
  Registers(String incarnation, HybridClock clock) {
    this.incarnation = incarnation;
    this.clock = clock;
  }

  /** The values, in several versions. */
  VersionStore store() {
    return store;
  }

  /** Which entries of every log have been applied; a copy. */
  VersionVector known() {
    return known.copy();
  }

  /** Makes writes of this node visible, all at once, as the next entry of its log. */
  void write(List<Write> writes) {
    Timestamp timestamp = new Timestamp(clock.tick(), incarnation);
    store
        .highestTimestamp()
        .filter(highest -> highest.compareTo(timestamp) >= 0)
        .ifPresent(highest -> {
          throw new IllegalStateException(
              "a commit at " + timestamp + " would come before one at " + highest);
        });
    long place = known.get(incarnation);
    store.install(writes.stream().map(write -> new Version(timestamp, place, write)).toList());
    known.raise(incarnation, place + 1);
  }

  /** What a node with the given knowledge lacks of what this one has. */
  Delta deltaFrom(VersionVector other) {
    VersionVector base = other.meet(known);
    return new Delta(base, known.copy(), store.newestBeyond(base));
  }

  /**
   * Takes what another node has sent, unless something that must come first is not here.
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
