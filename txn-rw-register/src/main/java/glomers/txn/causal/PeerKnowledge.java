package glomers.txn.causal;

import glomers.core.gossip.VersionVector;
import java.util.Map;

/**
 * What one peer has of the registers, as far as this node can tell: what it has acknowledged, and
 * what is on its way besides. Normally a write set goes from its writer to all. So what has come
 * here is presumed to be on its way to the peer, too; a peer that does not acknowledge it in time
 * gets it from here.
 */
final class PeerKnowledge {

  private VersionVector acknowledged = new VersionVector();

  /** That, and what somebody has sent to it since. */
  private VersionVector presumed = new VersionVector();

  /** What it should have acknowledged when that is looked at the next time. */
  private VersionVector expected = new VersionVector();

  /** The peer says what it has. */
  void acknowledge(VersionVector known) {
    acknowledged.merge(known);
    presumed.merge(known);
  }

  /** The same of a new incarnation, which has nothing but that. */
  void acknowledgeAnew(VersionVector known) {
    acknowledged = known.copy();
    presumed = known.copy();
  }

  /** All that this node knows has been sent to the peer. */
  void sent(VersionVector known) {
    presumed.merge(known);
  }

  /**
   * Something has come to this node, and is on its way to the peer, too.
   *
   * @param before what this node knew before it came
   * @param after what this node knows now
   */
  void news(VersionVector before, VersionVector after) {
    for (Map.Entry<String, Long> log : after.counts().entrySet()) {
      if (presumed.get(log.getKey()) >= before.get(log.getKey())) {
        presumed.raise(log.getKey(), log.getValue());
      }
    }
  }

  /** Whether the peer has acknowledged all that this node knows. */
  boolean isComplete(VersionVector known) {
    return acknowledged.covers(known);
  }

  /** What the peer has if nothing was lost; a copy. */
  VersionVector presumed() {
    return presumed.copy();
  }

  /** From now on all that is on its way is expected to be acknowledged. */
  void expectPresumed() {
    expected = presumed.copy();
  }

  /** Whether that which is expected has been acknowledged. */
  boolean isAsExpected() {
    return acknowledged.covers(expected);
  }

  /** Nothing is presumed to be on its way any more. */
  void presumeLost() {
    presumed = acknowledged.copy();
  }
}
