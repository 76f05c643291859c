package glomers.kafka;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which life of each node is its newest, as far as known here: a <em>crash vector</em>.
 *
 * <p>A vote or an acknowledgement is a promise, and a node that was killed has forgotten its
 * promises. A quorum in which one member knows of a newer life of another must therefore not count
 * the latter's older message: the new life may meanwhile have promised the opposite. Viewstamped
 * Replication Revisited overlooks this for votes that are still on their way; the vector, sent
 * along with every message, closes the gap (Michael, Ports, Sharma, Szekeres, "Recovering Shared
 * Objects Without Stable Storage", DISC 2017).
 *
 * <p>A life's number is drawn from the clock at its start. Nothing rests on that clock: a node
 * whose new number is not higher than the old one learns so from those that it recovers from, and
 * takes a higher.
 */
final class Incarnations {

  private final Map<String, Long> newest = new TreeMap<>();

  /** The newest known life of a node; 0 if none is known. */
  long of(String node) {
    return newest.getOrDefault(node, 0L);
  }

  /** Learns what another node knows. Returns the nodes of which it knew a newer life. */
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
