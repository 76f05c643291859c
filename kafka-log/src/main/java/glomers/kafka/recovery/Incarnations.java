package glomers.kafka.recovery;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Which incarnation of each node is its newest, as far as known here: a <em>crash vector</em>.
 *
 * <p>A vote or an acknowledgement is a promise, and a node that was killed has forgotten its
 * promises. A quorum in which one member knows of a newer incarnation of another must therefore not
 * count the latter's older message: the new one may meanwhile have promised the opposite.
 * Viewstamped Replication Revisited overlooks this for votes that are still on their way; the
 * vector, sent along with every message, closes the gap (Michael, Ports, Sharma, Szekeres,
 * "Recovering Shared Objects Without Stable Storage", DISC 2017).
 *
 * <p>To tell which of two is newer they have numbers, drawn at random when a node starts. Nothing
 * rests on a clock, which may be set back between two starts. A number that is lower than an
 * earlier one is noticed by those that the node recovers from: whoever of them answered an earlier
 * recovery, or was told when the log began, knows that incarnation's number, or has got it by a
 * recovery of its own since; and any two sets that a node recovers from share a member ({@link
 * glomers.kafka.safety.Quorum#recovery}). The node then draws a higher number before it promises
 * anything. That is drawn too, not just the next one: another incarnation may have taken the next
 * one, and answers to it may still be on their way.
 */
final class Incarnations {

  /**
   * So large that no two incarnations of a node draw the same number: among 1,000 it would happen
   * once in 35 million. So small that 500,000 of them, each drawn above the former, stay within a
   * {@code long}.
   */
  private static final long DRAWN_FROM = 1L << 44;

  private final String self;
  private final Map<String, Long> newest = new TreeMap<>();
  private long own;

  Incarnations(String self) {
    this.self = self;
  }

  /**
   * Begins an incarnation of this node. Its number is above the newest known one, and was never
   * drawn before.
   */
  void beginOwn(RandomGenerator random) {
    own = of(self) + 1 + random.nextLong(DRAWN_FROM);
    newest.put(self, own);
  }

  /** The number of this node's present incarnation. */
  long own() {
    return own;
  }

  /** Whether others know of an incarnation of this node with a higher number than its present. */
  boolean isOwnTooLow() {
    return of(self) > own;
  }

  /** The newest known incarnation of a node; 0 if none is known. */
  long of(String node) {
    return newest.getOrDefault(node, 0L);
  }

  /** Whether a message was sent before its sender died for the first time that is known here. */
  boolean isFromTheDead(String src, RecoveryMessage message) {
    return message.incarnations().getOrDefault(src, 0L) < of(src);
  }

  /** Whether the sender of a message knew that this node is in its present incarnation. */
  boolean isMeantForOwn(RecoveryMessage message) {
    return message.incarnations().getOrDefault(self, 0L) == own;
  }

  /** Learns what another node knows. Returns the nodes of which it knew a newer one. */
  Set<String> merge(Map<String, Long> others) {
    Set<String> reborn = new TreeSet<>();
    others.forEach((node, incarnation) -> {
      if (incarnation > of(node)) {
        newest.put(node, incarnation);
        reborn.add(node);
      }
    });
    return reborn;
  }

  /** All that is known, as it is now. */
  Map<String, Long> snapshot() {
    return new TreeMap<>(newest);
  }
}
