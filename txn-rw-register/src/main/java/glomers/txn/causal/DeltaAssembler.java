package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import glomers.txn.causal.Replication.Gathering;
import glomers.txn.causal.Replication.Part;
import java.util.Optional;

/** Puts together the deltas that one peer sends in parts, one at a time. */
final class DeltaAssembler {

  private Optional<IncomingDelta> incoming = Optional.empty();

  /** Whether a delta is being put together. */
  boolean isBusy() {
    return incoming.isPresent();
  }

  /** In how many parts the delta comes that is being put together; 0 if there is none. */
  int partCount() {
    return incoming.map(IncomingDelta::count).orElse(0);
  }

  /** What to tell the sender. */
  Optional<Gathering> report() {
    return incoming.map(IncomingDelta::report);
  }

  /** Drops a delta that is of no use any more. */
  void dropIfMoot(VersionVector known, long nowNanos) {
    incoming = incoming.filter(delta -> !delta.isMoot(known, nowNanos));
  }

  /**
   * Takes a part of a delta.
   *
   * @param room how many parts there is room for; those of a larger delta are dropped
   * @return the delta, if all parts of it are here now
   */
  Optional<Delta> gather(Replication message, Part part, int room, long nowNanos) {
    if (part.count() == 1) {
      return Optional.of(new Delta(part.base(), message.known(), part.versions()));
    }
    boolean late = incoming.filter(delta -> delta.isNewerThan(message, part)).isPresent();
    if (late || part.count() > room) {
      return Optional.empty();
    }
    IncomingDelta delta =
        incoming
            .filter(current -> current.isOf(message, part))
            .orElseGet(() -> new IncomingDelta(message, part));
    delta.add(part, nowNanos);
    incoming = Optional.of(delta).filter(current -> !current.isComplete());
    return incoming.isPresent() ? Optional.empty() : Optional.of(delta.delta());
  }
}
